import { execFileSync } from 'node:child_process';
import { temporaryFolder, writeTree } from '../../folder';
import { ROOT } from '../../repository';
import { PipelineProject } from './pipeline-project';

const deployment = (colour: string, tag: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web-${colour}, labels: { app: web } }
spec:
  replicas: 2
  selector: { matchLabels: { app: web, version: ${colour} } }
  template:
    metadata: { labels: { app: web, version: ${colour} } }
    spec:
      containers:
        - name: web
          image: registry.example.com/web:${tag}
          readinessProbe: { httpGet: { path: /, port: 8080 } }
`;
const service = (colour: string) => `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web, version: ${colour} }
  ports: [{ port: 80, targetPort: 8080 }]
`;

/** Somebody's repository with plain YAML in k8s/, in which nothing of ours is installed. */
export class ForeignRepository extends PipelineProject {
  /** @param isOnline whether npm may ask the registry that it is told */
  public constructor(private readonly isOnline = false) {
    super(temporaryFolder());
    this.git('init', '--quiet', '--initial-branch=main');
    writeTree(this.root, {
      // What npm would obey here must reach nobody.
      '.npmrc': 'registry=http://127.0.0.1:1\nignore-scripts=false\n',
      'k8s/blue.yaml': deployment('blue', '1.0'),
      'k8s/green.yaml': deployment('green', '2.0'),
      'k8s/service.yaml': service('blue'),
    });
    this.commit();
  }

  protected override environment(): NodeJS.ProcessEnv {
    return { ...super.environment(), npm_config_offline: String(!this.isOnline) };
  }

  /** Moves users to green, in a commit. */
  public switch(): void {
    this.write('k8s/service.yaml', service('green'));
    this.commit();
  }

  /** Has a kustomization make what is applied, in a commit. */
  public kustomize(): void {
    this.write('k8s/kustomization.yaml', 'namespace: shop\nresources: [blue.yaml, green.yaml, service.yaml]\n');
    this.commit();
  }

  /** Sends users to nobody, in a commit. */
  public breakService(): void {
    this.write('k8s/service.yaml', service('gren'));
    this.commit();
  }
}

/** What is told where kustomizations are to be rendered, with kubectl or without. */
export const RENDERED = /rendered: k8s by kubectl|--render: kubectl is not found/;

/** Packs this package, as built. @returns the archive */
export function packed(): string {
  const folder = temporaryFolder();
  const words = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  return `${folder}/${execFileSync('npm', words, { cwd: ROOT, encoding: 'utf8' }).trim()}`;
}
