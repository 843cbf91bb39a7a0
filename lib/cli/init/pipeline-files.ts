import type { Forge } from './address';

/** What the files of a pipeline are adapted to. */
interface PipelineOf {
  /** The project, from the root of its repository; empty for the root. */
  readonly folder: string;
  /** What dist/ is called. */
  readonly dist: string;
  readonly branch: string;
  /** What installs packages. */
  readonly install: string;
  /** Whether the project has tests to run. */
  readonly hasTests: boolean;
}

interface PipelineFile {
  /** In this package. */
  readonly from: string;
  adapted(template: string, of: PipelineOf): string;
}

/** The files of a forge's pipeline, by path from the root of the repository. */
export const PIPELINES: Readonly<Record<Forge, Readonly<Record<string, PipelineFile>>>> = {
  github: {
    '.github/workflows/bluegreen.yaml': { from: 'pipeline/github-actions.yaml', adapted: workflow },
    '.github/actions/bluegreen/action.yml': { from: 'action.yml', adapted: template => template },
  },
  gitlab: {
    '.gitlab-ci.yml': { from: 'pipeline/gitlab-ci.yaml', adapted: gitlabJobs },
    '.gitlab/bluegreen.yml': { from: 'pipeline/gitlab-review.yaml', adapted: gitlabReview },
  },
};

function workflow(template: string, { folder, dist, branch, install, hasTests }: PipelineOf): string {
  const tests = /^ {2}test:\n(?: {4}.*\n)+\n/m;
  const action = /^( +)- uses: \.\/\.github\/actions\/bluegreen\n((?: +id: .*\n)?) +with:\n/gm;
  const below = folder
    ? `permissions: {}\n\ndefaults:\n  run:\n    working-directory: ${folder}\n`
    : 'permissions: {}\n';
  return comparing(dist, withoutFirstComment(template))
    .replace(tests, block => (hasTests ? block : ''))
    .replace('branches: [main]', `branches: [${JSON.stringify(branch)}]`)
    .replace('permissions: {}\n', below)
    .replace(action, (whole, indent: string) =>
      folder ? `${whole}${indent}    working-directory: ${folder}\n` : whole,
    )
    .replaceAll('npm ci', install);
}

function gitlabJobs(template: string, { folder, dist, install, hasTests }: PipelineOf): string {
  const tests = /\ntests:\n(?: {2}.*\n)+/;
  return comparing(dist, withoutFirstComment(template))
    .replace(tests, block => (hasTests ? block : ''))
    .replaceAll('  script:\n', `  script:\n${folder ? `    - cd ${folder}\n` : ''}`)
    .replaceAll('npm ci', install);
}

function gitlabReview(template: string, { folder, install }: PipelineOf): string {
  return template
    .replace('  before_script:\n', `  before_script:\n${folder ? `    - cd ${folder}\n` : ''}`)
    .replaceAll('npm ci', install);
}

// The output as it is made anew with the one that is committed.
function comparing(dist: string, template: string): string {
  return template.replace(
    /(git add --intent-to-add|git diff --exit-code --) dist$/gm,
    (_, command) => `${command} ${dist}`,
  );
}

// It says where to copy the file.
function withoutFirstComment(template: string): string {
  return template.replace(/^# Copy to .*\n/, '');
}
