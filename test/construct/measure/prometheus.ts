import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../../folder';

/** Prometheus itself, looking at one address. */
export class Prometheus {
  /**
   * @param tells what stands there
   * @param query what it has to know before anybody asks it
   */
  static async start(tells: () => string, query: string): Promise<Prometheus> {
    const application = createServer((_, response) => response.end(tells())).listen(0, '127.0.0.1');
    const free = createServer().listen(0, '127.0.0.1');
    await Promise.all([application, free].map(server => server.listening || once(server, 'listening')));
    const { port } = free.address() as AddressInfo;
    await new Promise(resolve => free.close(resolve));
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'prometheus.yml'),
      `global: { scrape_interval: 400ms, scrape_timeout: 400ms, evaluation_interval: 400ms }
scrape_configs:
  - { job_name: shop, honor_labels: true, static_configs: [{ targets: ["127.0.0.1:${(application.address() as AddressInfo).port}"] }] }
`,
    );
    const program = spawn(
      'prometheus',
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--log.level=error',
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    program.on('error', () => {
      throw new Error('these tests ask a real Prometheus: install the Debian package prometheus');
    });
    const prometheus = new Prometheus(`http://127.0.0.1:${port}`, application, program, folder);
    await prometheus.learns(query);
    return prometheus;
  }

  private constructor(
    readonly address: string,
    private readonly application: Server,
    private readonly program: ChildProcess,
    private readonly folder: string,
  ) {}

  async stop(): Promise<void> {
    this.program.kill('SIGKILL');
    await once(this.program, 'exit');
    this.application.closeAllConnections();
    this.application.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Waits until a query has an answer. */
  async learns(query: string): Promise<void> {
    const until = Date.now() + 60_000;
    while (!(await this.knows(query))) {
      if (Date.now() > until) throw new Error(`Prometheus does not come to know ${query}`);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  private async knows(query: string): Promise<boolean> {
    try {
      const answer = await fetch(`${this.address}/api/v1/query?query=${encodeURIComponent(query)}`);
      const { data } = (await answer.json()) as { data: { result: unknown[] } };
      return data.result.length > 0;
    } catch {
      return false;
    }
  }
}
