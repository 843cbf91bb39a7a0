import type { Rule } from '../rule';
import { bg001 } from './bg001';
import { bg002 } from './bg002';
import { bg003 } from './bg003';
import { bg004 } from './bg004';
import { bg005 } from './bg005';
import { bg006 } from './bg006';
import { bg007 } from './bg007';
import { bg008 } from './bg008';
import { bg009 } from './bg009';
import { bg010 } from './bg010';
import { bg011 } from './bg011';
import { bg012 } from './bg012';
import { bg013 } from './bg013';
import { bg014 } from './bg014';
import { bg015 } from './bg015';
import { bg016 } from './bg016';
import { bg017 } from './bg017';
import { bg018 } from './bg018';
import { bg019 } from './bg019';
import { bg020 } from './bg020';
import { bg021 } from './bg021';
import { bg022 } from './bg022';
import { bg023 } from './bg023';
import { bg024 } from './bg024';
import { bg025 } from './bg025';
import { bg026 } from './bg026';
import { bg027 } from './bg027';
import { bg028 } from './bg028';
import { bg029 } from './bg029';
import { bg030 } from './bg030';
import { bg031 } from './bg031';
import { bg032 } from './bg032';
import { bg033 } from './bg033';
import { bg040 } from './bg040';
import { bg041 } from './bg041';
import { bg042 } from './bg042';
import { bg043 } from './bg043';
import { bg044 } from './bg044';

/** All rules, by their ids. */
export const RULES: readonly Rule[] = [
  bg001,
  bg002,
  bg003,
  bg004,
  bg005,
  bg006,
  bg007,
  bg008,
  bg009,
  bg010,
  bg011,
  bg012,
  bg013,
  bg014,
  bg015,
  bg016,
  bg017,
  bg018,
  bg019,
  bg020,
  bg021,
  bg022,
  bg023,
  bg024,
  bg025,
  bg026,
  bg027,
  bg028,
  bg029,
  bg030,
  bg031,
  bg032,
  bg033,
  bg040,
  bg041,
  bg042,
  bg043,
  bg044,
];
