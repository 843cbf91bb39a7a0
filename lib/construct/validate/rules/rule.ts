import type { Application } from '../../model';
import type { BlueGreenApplicationProps } from '../../props/application';
import type { ColourProps } from '../../props/release';
import type { Release } from '../../resolve/release';
import type { Problem } from '../problem';

/** Looks at what one colour would run; paths are paths into that colour's props. */
export type ReleaseRule = (props: ColourProps, release: Release, application: Application) => Problem[];

/** Looks at what belongs to no colour; paths are paths into the application's props. */
export type ApplicationRule = (props: BlueGreenApplicationProps, application: Application) => Problem[];
