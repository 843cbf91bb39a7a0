import type { BlueGreenApplicationProps } from '../../spec/application';
import type { Problem } from '../../spec/problem';
import type { ColourProps } from '../../spec/release';
import type { Application } from '../application';
import type { Release } from '../release';

/** Looks at what one colour would run; paths are paths into that colour's props. */
export type ReleaseRule = (props: ColourProps, release: Release, application: Application) => Problem[];

/** Looks at what belongs to no colour; paths are paths into the application's props. */
export type ApplicationRule = (props: BlueGreenApplicationProps, application: Application) => Problem[];
