// The four steps know each other in one direction only; only the edges touch the world outside.
const no = (name, from, to, comment) => ({ name, severity: 'error', comment, from: { path: from }, to: { path: to } });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'], viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    no(
      'words-know-nothing',
      '^lib/spec',
      '^lib/(read|decide|render|engines|write|kubernetes|edit)',
      'what may be written depends on no step',
    ),
    no(
      'deciding-is-first',
      '^lib/decide',
      '^lib/(read|render|engines|write)',
      'a decision needs no files and no objects',
    ),
    no('rendering-reads-nothing', '^lib/render', '^lib/(read|write|engines)', 'the construct works without our files'),
    no('engines-are-told-of-words', '^lib/engines', '^lib/(read|write|tool)', 'settings and names in, objects out'),
    no(
      'writing-knows-bytes',
      '^lib/write',
      '^lib/(read|decide|render|engines|spec|kubernetes|edit)',
      'the writer knows paths and bytes only',
    ),
    no(
      'editing-knows-yaml',
      '^lib/edit',
      '^(lib/(?!edit/|yaml/)|node_modules/(?!yaml/))',
      'an edit knows a text and a path, not what they mean',
    ),
    no('scalars-know-nothing', '^lib/yaml', '^(lib/(?!yaml/)|node_modules/)', 'how YAML says a word hangs on nothing'),
    no(
      'text-knows-nothing',
      '^lib/text',
      '^(lib/(?!text/)|node_modules/)',
      'how a terminal, Markdown or HTML says a text hangs on nothing',
    ),
    {
      name: 'tags-make-safe',
      severity: 'error',
      comment: 'what is safe to print is made in one room',
      from: { path: '^lib/(?!text/)' },
      to: { path: '^lib/text/safe', dependencyTypesNot: ['type-only'] },
    },
    no('reading-renders-nothing', '^lib/read', '^lib/(render|engines|write)', 'reading ends with props'),
    no('git-knows-git', '^lib/git', '^lib/(?!git/)', 'paths, texts and commits: nothing of ours'),
    no('history-is-told-of-words', '^lib/history', '^lib/(?!history/|spec/|text/)', 'texts and dates in, texts out'),
    no(
      'the-gate-is-words',
      '^lib/gate',
      '^lib/(?!gate/|spec/)',
      'a program and its arguments, made of what was specified',
    ),
    no(
      'asking-is-all',
      '^lib/live',
      '^lib/(?!live/|drift/cluster-object|render/names)',
      'who asks a cluster decides nothing about the answer',
    ),
    no(
      'drift-is-told-of-objects',
      '^lib/drift',
      '^lib/(?!drift/|spec/|render/names)',
      'what git says and what the cluster has come in, words go out',
    ),
    no('manifests-are-bytes', '^lib/manifests', '^lib/(?!manifests/|spec/problem)', 'files come in, objects go out'),
    no(
      'review-judges-objects',
      '^lib/review',
      '^lib/(?!review/|manifests/|spec/|text/|render/names)',
      'whose manifests they are and where they come from makes no difference',
    ),
    no(
      'a-plan-is-told-of-objects',
      '^lib/plan',
      '^lib/(?!plan/|review/|manifests/|history/|text/|spec/|render/names)',
      'two states of manifests and what history knows come in, a story goes out',
    ),
    no(
      'pure-middle',
      '^lib/(spec|decide|change|render|engines|kubernetes|edit|yaml|text|history|drift|gate|manifests|review|plan)',
      '^(node:)?(fs|child_process|net|http|os)',
      'only the edges touch the world',
    ),
    no('starting-knows-nothing', '^lib/start', '^lib/(?!start/)', 'it runs before any program is loaded'),
    no('imports-are-generated', '^imports', '^lib', 'typed objects of Argo CD, Flux and the Gateway API, out of crds/'),
    no('measured-from-outside', '^bench', '^(lib|main)', 'what is measured is what users run: build/'),
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^lib' }, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
