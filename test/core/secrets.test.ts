import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSecretName, looksSecret, withoutHome, withoutSecrets } from '../../src/core/secrets';

describe('secrets', () => {
	it('are known by their name', () => {
		for (const name of ['token', 'hub_token', 'HF_TOKEN', 'hubToken', 'use_auth_token', 'api_key', 'apiKey', 'WANDB_API_KEY', 'OPENAI-API-KEY', 'password', 'db.password', 'DB_PASSWORD_FILE', 'aws_secret_access_key', 'aws_access_key_id', 'client_secret', 'credentials', 'private_key', 'access_tokens', 'AZURE_STORAGE_CONNECTION_STRING', 'passwd', 'x.secrets.y', 'githubToken']) {
			assert.ok(isSecretName(name), name);
		}
	});

	it('are not every token and key', () => {
		for (const name of ['pad_token', 'eos_token', 'max_tokens', 'max_new_tokens', 'num_tokens', 'image_token', 'pad_token_id', 'tokenizer', 'tokens', 'key', 'monkey', 'keys', 'num_key_value_heads', 'key_dim', 'learning_rate', 'secretary', 'author', 'n_tokens_per_batch', 'mask_token', 'feature_key', 'primary_key']) {
			assert.ok(!isSecretName(name), name);
		}
	});

	it('are known by their shape', () => {
		const shapes = ['hf_' + 'aB3'.repeat(12), 'ghp_' + 'a1B2'.repeat(9), 'gho_' + 'a1B2'.repeat(9), 'sk-' + 'abc1'.repeat(12), 'sk-proj-' + 'ab_1'.repeat(10), 'AKIAIOSFODNN7EXAMPLE', 'xoxb-1234567890-abcdefghij', `eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.c`,
			'-----BEGIN RSA PRIVATE KEY-----', '-----BEGIN OPENSSH PRIVATE KEY-----\nabc', 'postgresql://user:pass@host/db', 'https://me:hunter2@example.com/x.git', 'python train.py --api-key abcdefgh --lr 1', 'https://x.blob.core.windows.net/c?sv=1&sig=abcd%2B', 'AIza' + 'a'.repeat(35)];
		for (const shape of shapes) {
			assert.ok(looksSecret(shape), shape);
			assert.ok(looksSecret(`--token ${shape} --epochs 3`) || shape.includes('://') || shape.includes('--'), shape);
		}
		assert.ok(looksSecret('0123456789abcdef0123456789abcdef01234567', 'wandb_key'));
		assert.ok(looksSecret(['fine', 'hf_' + 'a'.repeat(34)]));
	});

	it('are not every long text', () => {
		for (const text of ['0123456789abcdef0123456789abcdef01234567', 'sk-learn-logistic-regression-baseline', 'https://huggingface.co/bert-base-uncased', 'git@github.com:me/repo.git', 'ssh://git@github.com/me/repo', 'hf_hub_download', 'risk-assessment-model-with-a-very-long-name', 'adamw_torch', 'a:b@c', '2026-11-23T08:15:02Z', 'max_tokens=12', 42, null]) {
			assert.ok(!looksSecret(text), String(text));
		}
	});

	it('leave a record at every level, and nothing else does', () => {
		assert.deepEqual(withoutSecrets({ lr: 0.1, hub_token: 'x', nested: { api_key: 'x', depth: 3, list: [1, 'hf_' + 'a'.repeat(34), { password: 'p', ok: true }] } }),
			{ lr: 0.1, nested: { depth: 3, list: [1, { ok: true }] } });
	});

	it('property: a token put anywhere never comes out', () => {
		const token = fc.constantFrom('hf_' + 'Q'.repeat(34), 'ghp_' + 'Q7'.repeat(18), 'sk-' + 'Q7'.repeat(24), 'AKIAQQQQQQQQQQQQQQQQ', 'https://u:QQQQQQ@host/');
		const tree = fc.letrec(tie => ({ node: fc.oneof({ maxDepth: 4 }, fc.integer(), fc.string(), token, fc.array(tie('node'), { maxLength: 3 }), fc.dictionary(fc.string(), tie('node'), { maxKeys: 3 })) })).node;
		fc.assert(fc.property(fc.dictionary(fc.string(), tree), record => {
			const text = JSON.stringify(withoutSecrets(record));
			for (const one of ['hf_QQQ', 'ghp_Q7', 'sk-Q7', 'AKIAQQ', 'u:QQQQQQ@']) { assert.ok(!text.includes(one)); }
		}));
	});

	it('take linear time on long text', () => {
		const begun = process.hrtime.bigint();
		for (const text of ['a'.repeat(300_000), 'a://'.repeat(80_000), '/a'.repeat(150_000), 'eyJ'.repeat(100_000), '--'.repeat(100_000), '/home/'.repeat(50_000), 'C:\\Users\\'.repeat(30_000), ' -'.repeat(100_000)]) {
			looksSecret(text);
			withoutHome(text);
		}
		assert.ok(Number(process.hrtime.bigint() - begun) / 1e9 < 4);
	});
});

describe('home folders', () => {
	it('are written as ~', () => {
		const cases: readonly (readonly [string, string])[] = [
			['/home/alice/ml/best.pt', '~/ml/best.pt'], ['/Users/bob/ml', '~/ml'], ['C:\\Users\\Carol Jones\\ml\\x', '~\\ml\\x'], ['c:/Users/dave/x', '~/x'], ['C:\\\\Users\\\\eve\\\\x', '~\\\\x'],
			['/root/data', '~/data'], ['/root', '~'], ['/data/home/frank/x', '~/x'], ['file:///home/gina/mlruns', 'file://~/mlruns'], ['--out=/home/hal/x --in=/home/hal/y', '--out=~/x --in=~/y'],
			['["/home/ida"]', '["~"]'], ['~/ml', '~/ml'], ['data/home/x', 'data/home/x'], ['https://home/alice', 'https://home/alice'], ['https://example.com/home/page', 'https://example.com/home/page'], ['/rootfs/x', '/rootfs/x'], ['/homes/x', '/homes/x'],
		];
		for (const [text, expected] of cases) { assert.equal(withoutHome(text), expected); }
	});

	it('and the workspace is where paths begin', () => {
		assert.equal(withoutHome('/home/alice/proj/data/x.csv', '/home/alice/proj'), 'data/x.csv');
		assert.equal(withoutHome('cd /home/alice/proj', '/home/alice/proj/'), 'cd .');
		assert.equal(withoutHome('/home/alice/project2/x', '/home/alice/proj'), '~/project2/x');
		assert.equal(withoutHome('C:\\Users\\al\\proj\\x', 'C:\\Users\\al\\proj'), 'x');
	});

	it('property: no user name is left, and a second time changes nothing', () => {
		const user = fc.stringMatching(/^[a-z][a-z0-9_-]{2,12}$/).map(name => `u${name}`);
		const parts = fc.array(fc.stringMatching(/^[a-z0-9_.-]{1,8}$/), { maxLength: 4 });
		const home = fc.constantFrom('/home/', '/Users/', 'C:\\Users\\', 'D:/Users/', '/mnt/nfs/home/');
		fc.assert(fc.property(home, user, parts, fc.constantFrom('', 'see ', '--out=', '"', '\n'), (base, name, rest, before) => {
			const slash = base.includes('\\') ? '\\' : '/';
			const cleaned = withoutHome(before + base + [name, ...rest].join(slash));
			assert.ok(!cleaned.includes(base + name), cleaned);
			assert.ok(cleaned.startsWith(`${before}~`), cleaned);
			assert.equal(withoutHome(cleaned), cleaned);
		}));
	});
});
