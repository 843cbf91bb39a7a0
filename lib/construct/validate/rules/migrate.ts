import { isFrozen } from '../../props/release';
import type { ReleaseRule } from './rule';

/** Whether engines know of an application's migrations is for the application to say: no deploy may change it. */
export const migrationsAreTheApplications: ReleaseRule = (props, _, { migrates }) =>
  props.migrate && !migrates && !isFrozen(props)
    ? [
        {
          path: ['migrate'],
          message:
            'the application says nothing of migrations, so nothing would run this one: expected "migrate" there too',
          fix: 'move it to the application, or write there: migrate: {}',
        },
      ]
    : [];

/** Only a release that has such a migration can run it. */
export const contractedHasAMigration: ReleaseRule = ({ contracted }, { migrate }) =>
  contracted && !migrate.contract
    ? [
        {
          path: ['contracted'],
          message: 'the release has no migration for that: expected "migrate.contract"',
          fix: 'take "contracted" away',
        },
      ]
    : [];
