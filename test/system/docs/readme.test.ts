import { documents } from './document';
import { worksThrough } from './worked-through';

// By itself, because it takes as long as all others: two files run at the same time.
worksThrough(documents().filter(({ file }) => file === 'README.md'));
