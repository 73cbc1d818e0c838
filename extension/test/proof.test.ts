import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { computeProof, newNonce } from '../src/background/proof.ts';

test('the proof is the one PROTOCOL.md describes', async () => {
  const token = 'softsell_id_secret';
  const nonce = newNonce();
  const key = createHmac('sha256', token).update('softsell/proof-key/v1').digest();
  const proof = createHmac('sha256', key)
    .update(`softsell/proof/v1\n${nonce}\n127.0.0.1:7355`)
    .digest('base64url');
  expect(nonce).toMatch(/^[\w-]{43}$/);
  expect(await computeProof(token, nonce, '127.0.0.1:7355')).toBe(proof);
});
