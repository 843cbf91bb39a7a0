import type { Story } from './story';

/** A story before the rules are heard. */
export type Draft = Omit<Story, 'findings'>;

/** `ping in production`. */
export function titleOf(place: string): string {
  const [environment, application] = place.split('/');
  return application === undefined ? place : `${application} in ${environment}`;
}
