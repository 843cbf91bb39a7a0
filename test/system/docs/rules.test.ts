import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesDocument } from '../../../lib/analysis/check/report/rules-document';
import { RULES } from '../../../lib/analysis/check/rules';
import { ROOT } from '../../repository';

test('docs/rules.md is what "npm run generate" makes of the rules', () => {
  expect(readFileSync(join(ROOT, 'docs', 'rules.md'), 'utf8')).toBe(rulesDocument(RULES));
});
