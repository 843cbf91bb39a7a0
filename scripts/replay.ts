/**
 * Replays what happened to the YAML of a git repository: each commit of its main line against the one before it, as
 * `check` judges it, and prints each alarm. What hurt nobody and raises one is a fault of a rule.
 * Usage: npm run replay -- <repository> [commits, 100 of them if it is left out] [path in it ...]
 */
import { execFileSync } from 'node:child_process';
import { placeText } from '../lib/analysis/check/report/text';
import { review } from '../lib/analysis/check/review';
import { treesOf } from '../lib/analysis/manifests/tree';
import { modelsOf } from '../lib/analysis/topology/model';
import { sidesInGit } from '../lib/cli/comparison/sides';

const [root, most = '100', ...rest] = process.argv.slice(2);
if (root === undefined) throw new Error('say which repository: npm run replay -- <repository> [commits] [path ...]');
const paths = rest.length ? rest : ['.'];
const pathspecs = rest.length ? rest.flatMap(path => [`${path}/*.yaml`, `${path}/*.yml`]) : ['*.yaml', '*.yml'];
const commits = execFileSync(
  'git',
  ['-C', root, 'log', '--first-parent', '--format=%H', `--max-count=${most}`, 'HEAD', '--', ...pathspecs],
  { encoding: 'utf8' },
)
  .split('\n')
  .filter(line => line);

let [judged, alarms] = [0, 0];
for (const commit of commits) {
  try {
    const sides = sidesInGit({ root, base: `${commit}^1`, head: commit, paths, inputs: [] });
    const { findings } = review(modelsOf(treesOf(sides)));
    judged++;
    alarms += findings.length;
    for (const finding of findings) {
      console.log(`${commit.slice(0, 10)} ${finding.rule} ${placeText(finding)}: ${finding.message}`);
    }
  } catch (error) {
    // The first commit of a repository has none before it.
    console.log(`${commit.slice(0, 10)} not compared: ${(error as Error).message.split('\n')[0]}`);
  }
}
console.log(`${judged} commits judged, ${alarms} alarms.`);
