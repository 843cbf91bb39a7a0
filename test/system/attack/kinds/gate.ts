import { here, type Loose } from '../copy';
import { harmful, type Kind } from '../kind';
import { gone, of, where } from '../parts';
import { isOurs } from './which';

const gate = (copy: { all(...kinds: string[]): Loose[] }): Loose =>
  here(copy.all('Job').find(({ metadata }) => /-verify-/.test(metadata.name)));
const proof = (change: (container: Loose, spec: Loose) => void) =>
  of(gate, ({ spec }) => change(spec.template.spec.containers[0], spec));
const said = (container: Loose): string[] => [...(container.command ?? []), ...(container.args ?? [])];
const put = (container: Loose, option: string, change: (value: string) => string) => {
  const list: string[] = (container.args ?? []).includes(option) ? container.args : container.command;
  where(said(container).includes(option));
  list[list.indexOf(option) + 1] = change(list[list.indexOf(option) + 1]!);
};

/** A gate that proves less, of what we write. */
export const GATE: readonly Kind[] = [
  harmful(
    'the gate proves less',
    'BG013 BG006 BG023 BG005',
    [
      [
        'nothing',
        proof(one => {
          one.command = ['true'];
          delete one.args;
        }),
      ],
      ['the other colour', proof(one => put(one, '--colour', colour => (colour === 'blue' ? 'green' : 'blue')))],
      ['another release', proof(one => put(one, '--release', () => '0000000000'))],
      [
        'for a second',
        proof((_, spec) => {
          spec.activeDeadlineSeconds = 1;
        }),
      ],
      [
        'never, because it is suspended',
        proof((_, spec) => {
          spec.suspend = true;
        }),
      ],
      [
        'afterwards, as a hook',
        of(gate, ({ metadata }) => {
          metadata.annotations['argocd.argoproj.io/hook'] = 'PostSync';
        }),
      ],
      ['gone', gone(gate)],
      [
        'after traffic',
        of(gate, ({ metadata }) => {
          metadata.annotations['argocd.argoproj.io/sync-wave'] = '30';
        }),
      ],
    ],
    isOurs,
  ),
];
