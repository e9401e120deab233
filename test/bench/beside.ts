import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';

/** How each tool itself reads what we read, timed without its start: prints milliseconds. `sys.argv[1]` is the file or folder. */
const scripts = {
	safetensors: `
from safetensors import safe_open
begin()
with safe_open(path, framework='np') as file:
    found = [(name, file.get_slice(name).get_dtype(), file.get_slice(name).get_shape()) for name in file.keys()]
`,
	gguf: `
from gguf import GGUFReader
begin()
found = [(tensor.name, tensor.tensor_type, tensor.shape) for tensor in GGUFReader(path).tensors]
`,
	mlflow: `
os.environ['MLFLOW_ALLOW_FILE_STORE'] = 'true'
from mlflow import MlflowClient
begin()
found = MlflowClient('file://' + path).search_runs(['1'], max_results=5000)
`,
	wandb: `
import json
from wandb.proto import wandb_internal_pb2
from wandb.sdk.internal.datastore import DataStore
begin()
store = DataStore()
store.open_for_scan(path)
found = {}
while (data := store.scan_data()) is not None:
    record = wandb_internal_pb2.Record()
    record.ParseFromString(data)
    if record.WhichOneof('record_type') == 'history':
        for item in record.history.item:
            found.setdefault(item.key or '.'.join(item.nested_key), []).append(json.loads(item.value_json))
`,
	tensorboard: `
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
begin()
events = EventAccumulator(path, size_guidance={'scalars': 0, 'tensors': 0})
events.Reload()
found = [events.Scalars(tag) for tag in events.Tags()['scalars']] + events.Tags()['tensors']
`,
} as const;

const around = (script: string) => `import os, sys, time
path = sys.argv[1]
def begin():
    global started
    started = time.perf_counter()
${script}
assert len(found) > 0
print('took', (time.perf_counter() - started) * 1000)
`;

/** What a reader of Python may take: more nobody waits for in a bench. */
const limit = 120_000;

/**
 * Milliseconds that the tool's own reader takes; Infinity past two minutes, undefined where no Python has the tool: those of MODEL_REGISTRY_PYTHON, parted as
 * PATH is, and the `python3` of the PATH are asked.
 */
export function toolTakes(tool: keyof typeof scripts, path: string): number | undefined {
	for (const python of [...(process.env['MODEL_REGISTRY_PYTHON'] ?? '').split(delimiter).filter(one => one !== ''), 'python3']) {
		const { stdout, stderr, error } = spawnSync(python, ['-c', around(scripts[tool]), path], { encoding: 'utf8', timeout: limit, maxBuffer: 2 ** 26 });
		if (error && 'code' in error && error.code === 'ETIMEDOUT') { return Infinity; }
		const took = /^took ([\d.]+)$/m.exec(stdout)?.[1];
		if (took !== undefined) { return Number(took); }
		// A Python without the tool is passed over; one that has it and fails is worth a word.
		if (stderr && !/ModuleNotFoundError|ImportError/.test(stderr)) { process.stderr.write(`${tool}: ${stderr.trim().split('\n').at(-1) ?? ''}\n`); }
	}
	return undefined;
}

/** '3.1 s, 12 × of ours' */
export function besideTool(tool: keyof typeof scripts, path: string, ours: number): string {
	const took = toolTakes(tool, path);
	if (took === undefined) { return ''; }
	return took === Infinity ? `${tool}'s own reader > ${limit / 1000} s, > ${Math.floor(limit / ours)} ×` : `${tool}'s own reader ${took < 1000 ? `${took.toFixed(0)} ms` : `${(took / 1000).toFixed(1)} s`}, ${(took / ours).toPrecision(2)} ×`;
}
