import { type Departure, departure } from '../../lib/adopt/departure';
import { filesOf } from '../../lib/project/files/application-files';
import { FOLDERS } from '../../lib/project/files/folders';

const HANDED = 'k8s/production/web.argocd.yaml';

const planOf = (of: Pick<Departure, 'engineFiles' | 'byHand'>) =>
  departure({
    environment: 'production',
    namespace: 'shop',
    application: 'web',
    active: 'blue',
    folder: 'k8s/production/web',
    lettingGo: [],
    files: filesOf(FOLDERS, 'production', 'web'),
    service: 'web',
    shared: ['service/web'],
    left: ['deployment/web-blue'],
    selector: 'app=web',
    migrates: false,
    ...of,
  });

const BY_HAND = /`kubectl apply --server-side [^`]* --kustomize k8s\/production\/web`/g;

test('whoever applies with kubectl has the command at each step that needs it, beside an engine too', () => {
  const both = planOf({ engineFiles: [HANDED], byHand: true });
  expect(both).toContain(`\`kubectl apply --filename ${HANDED}\`, or \`kubectl apply --server-side`);
  expect(both.match(BY_HAND)).toHaveLength(2);
  expect(planOf({ engineFiles: [], byHand: true }).match(BY_HAND)).toHaveLength(2);
  const engine = planOf({ engineFiles: [HANDED], byHand: false });
  expect(engine).toContain(`apply it: \`kubectl apply --filename ${HANDED}\`.`);
  expect(engine).not.toMatch(BY_HAND);
});
