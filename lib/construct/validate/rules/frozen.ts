import { knownFormats } from '../../resolve/format';
import type { ReleaseRule } from './rule';

/** A frozen release is what was tested: nothing in it changes after its deploy. */
export const frozenIsUntouched: ReleaseRule = (props, { id }) => {
  if (props.release === undefined || props.release === id || !isKnown(props.format)) return [];
  return [
    {
      path: ['release'],
      message: `this entry was edited after it was deployed: expected what makes release ${props.release}, got what makes ${id}`,
      fix: 'undo the edit, and deploy the change with "bluegreen deploy"',
    },
  ];
};

/** A format that a newer version of this package made can't be rendered by this one. */
export const formatIsKnown: ReleaseRule = ({ format }) =>
  isKnown(format)
    ? []
    : [
        {
          path: ['format'],
          message: `expected ${knownFormats().join(' or ')}, got ${format}: a newer version of cdk8s-blue-green made this release`,
          fix: 'update cdk8s-blue-green',
        },
      ];

function isKnown(format: number | undefined): boolean {
  return knownFormats().includes(format ?? 1);
}
