/** One thing that is wrong with a checkout: what it is, in words, and how it comes about. */
export interface Oddity {
  readonly words: string;
  make(project: string): void;
}
