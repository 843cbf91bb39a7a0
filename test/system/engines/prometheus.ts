import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXEC, list, pause } from './cluster';

/** Host and port at which a Prometheus of this machine is to listen, and where pods reach it. Default: there is none. */
export const PROMETHEUS = process.env.CLUSTER_PROMETHEUS;

const CONFIG = `global: { scrape_interval: 5s, scrape_timeout: 4s }
scrape_configs: [{ job_name: pods, file_sd_configs: [{ files: [targets.json] }] }]
`;

/**
 * A real Prometheus that asks the pods of some namespaces which say so in the usual annotations. It is told of them here,
 * because that of Debian knows no Kubernetes.
 */
export class Prometheus {
  private readonly folder = mkdtempSync(join(tmpdir(), 'cluster-prometheus-'));
  private readonly process: ChildProcess;
  private readonly told: Promise<void>;
  private output = '';
  private stopped = false;

  public constructor(private readonly namespaces: readonly string[]) {
    writeFileSync(join(this.folder, 'prometheus.yml'), CONFIG);
    this.targets([]);
    const files = [`--config.file=${this.folder}/prometheus.yml`, `--storage.tsdb.path=${this.folder}/data`];
    const [program, ...words] = [...EXEC, 'prometheus', ...files, `--web.listen-address=${PROMETHEUS}`];
    this.process = spawn(program!, [...words, '--log.level=warn'], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.process.stderr!.on('data', text => {
      this.output += text;
    });
    this.told = this.tell();
  }

  public async stop(): Promise<void> {
    this.stopped = true;
    await this.told;
    const ended = new Promise(resolve => this.process.on('close', resolve));
    if (this.process.exitCode === null) {
      this.process.kill();
      await ended;
    }
    rmSync(this.folder, { recursive: true });
  }

  private async tell(): Promise<void> {
    while (!this.stopped) {
      if (this.process.exitCode !== null) throw new Error(`prometheus has ended: ${this.output}`);
      const pods = (await Promise.all(this.namespaces.map(namespace => list('pods', namespace)))).flat();
      this.targets(
        pods.flatMap(({ metadata, status }) => {
          const {
            'prometheus.io/scrape': asked,
            'prometheus.io/port': port,
            'prometheus.io/path': path,
          } = metadata.annotations ?? {};
          if (asked !== 'true' || !status.podIP) return [];
          const labels = { namespace: metadata.namespace, pod: metadata.name, __metrics_path__: path };
          return [{ targets: [`${status.podIP}:${port}`], labels }];
        }),
      );
      await pause(1);
    }
  }

  // In one step: it reads them as soon as they change.
  private targets(targets: readonly object[]): void {
    const file = join(this.folder, 'targets.json');
    writeFileSync(`${file}.new`, JSON.stringify(targets));
    renameSync(`${file}.new`, file);
  }
}
