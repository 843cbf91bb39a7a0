// The rooms of lib, from the ground up. Each may use the rooms named beside it, and no other: nobody looks up.
const ROOMS = [
  ['text', []],
  ['git', ['text']],
  ['construct', []],
  ['history', ['construct', 'text']],
  ['project', ['construct', 'text']],
  ['release', ['construct', 'history', 'project']],
  ['analysis', ['construct', 'history', 'project', 'text']],
  ['adopt', ['analysis', 'construct', 'project', 'text']],
  ['cluster', ['construct', 'text']],
  ['delivery', ['construct', 'history', 'project', 'release', 'cluster']],
  ['dashboard', ['text', 'construct', 'history', 'project', 'release', 'cluster', 'delivery']],
  [
    'cli',
    [
      'text',
      'git',
      'construct',
      'history',
      'project',
      'release',
      'analysis',
      'adopt',
      'cluster',
      'delivery',
      'dashboard',
    ],
  ],
];

// Where the world outside is touched: files, git, processes, a cluster. Everything else is pure.
const EDGES = 'lib/(project/(files|write)|git|cluster/kubectl|cli)/';

const no = (name, from, to, comment) => ({ name, severity: 'error', comment, from: { path: from }, to: { path: to } });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...ROOMS.map(([room, below]) =>
      no(`${room}-looks-down`, `^lib/${room}/`, `^lib/(?!(${[room, ...below].join('|')})/)`, 'see ROOMS'),
    ),
    no('a-room-for-everything', '^lib', `^lib/(?!(${ROOMS.map(([room]) => room).join('|')})/)`, 'see ROOMS'),
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'tags-make-safe',
      severity: 'error',
      comment: 'what is safe to print is made in one room',
      from: { path: '^lib/(?!text/)' },
      to: { path: '^lib/text/safe', dependencyTypesNot: ['type-only'] },
    },
    no(
      'pure-middle',
      `^(?!${EDGES})lib/`,
      '^(node:)?(fs|child_process|net|http|os)$',
      'only the edges touch the world',
    ),
    no(
      'an-engine-is-a-folder',
      '^lib/(?!project/engines/(index\\.ts|[^/]+/))',
      '^lib/project/engines/[^/]+/',
      'all that is known of an engine is behind its line in the list',
    ),
    {
      name: 'engines-know-no-other',
      severity: 'error',
      from: { path: '^lib/project/engines/([^/]+)/' },
      to: { path: '^lib/project/engines/[^/]+/', pathNot: '^lib/project/engines/$1/' },
    },
    {
      name: 'objects-of-an-engine',
      severity: 'error',
      comment: 'its own objects are made in its folder',
      from: { pathNot: '^(imports/|lib/project/engines/[^/]+/)' },
      to: { path: '^imports/(?!gateway\\.)' },
    },
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
