import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planPage } from '../../../lib/analysis/plan/page/page';
import { temporaryFolder } from '../../folder';
import { history, NOW } from '../../history/story';
import { edited, outputOf } from '../check/output';
import { planned } from './told';

const isInstalled = spawnSync('chromium', ['--version']).status === 0;
const withBrowser = isInstalled ? test : test.skip;

withBrowser.each([390, 1280])(
  'in a browser %i pixels wide (needs chromium) the page fits, and requests nothing',
  width => {
    const ping = outputOf('ping');
    const traffic = 'release/traffic/Service.ping.k8s.yaml';
    const image = `registry.example.com:5000/team/some-service-with-a-long-name@sha256:${'0123456789abcdef'.repeat(4)}`;
    const head = edited(ping, [
      { file: traffic, from: 'blue-green/colour: blue', to: 'blue-green/colour: green' },
      { file: 'green/Deployment.ping-green.k8s.yaml', from: 'image: pkw0301/app:2.0', to: `image: ${image}` },
    ]);
    const colours = [{ colour: 'blue', release: image, state: 'live' as const }];
    const page = planPage(planned(ping, head), {
      fleet: [{ place: 'production/ping', colours }],
      histories: [history(['2026-01-01T10:15:00Z', { active: 'blue', blue: { image } }])],
      now: NOW,
    }).text;
    const folder = temporaryFolder();
    const file = join(folder, 'frame.html');
    writeFileSync(
      file,
      `<iframe style="border:0;width:${width}px" srcdoc="${page.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>
<p></p><script>
const frame = document.querySelector('iframe');
frame.onload = () => {
  const { document: inside, performance } = frame.contentWindow;
  const requests = performance.getEntriesByType('resource').length;
  document.querySelector('p').textContent = inside.documentElement.scrollWidth + ' wide, ' + requests + ' requests';
};
</script>`,
    );
    const flags = [
      '--headless',
      '--hide-scrollbars',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      `--user-data-dir=${folder}/me`,
    ];
    const { stdout } = spawnSync('chromium', [...flags, '--dump-dom', file], { encoding: 'utf8', timeout: 60_000 });
    expect(/<p>(.* wide, .*)<\/p>/.exec(stdout.slice(stdout.lastIndexOf('</iframe>')))?.[1]).toBe(
      `${width} wide, 0 requests`,
    );
  },
  90_000,
);
