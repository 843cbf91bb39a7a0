import type { Style } from '../style';

export const hasColours = (style: Style): boolean => style.live !== style.idle;
export const isOurs = ({ name }: Style): boolean => name.startsWith('ours');
export const isForeign = (style: Style): boolean => !isOurs(style);
export const isOneOf =
  (...names: readonly string[]) =>
  ({ name }: Style): boolean =>
    names.includes(name);
/** Users move by the selector of a Service. */
export const movesBySelector = (style: Style): boolean =>
  hasColours(style) && !['ingress', 'istio', 'gateway', 'ours: shop by a route'].includes(style.name);
export const movesByRoute = (style: Style): boolean =>
  ['istio', 'gateway', 'ours: shop by a route'].includes(style.name);
