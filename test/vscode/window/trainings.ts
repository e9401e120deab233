import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const hour = 3_600_000;

/** Leaves in a folder what trainings leave: a sweep of MLflow, a run of Ultralytics, one that failed, and one of the Trainer that is under way. */
export function leaveTrainings(folder: string): { readonly training: string; advance(step: number): void } {
	const write = (file: string, text: string, age = 0) => {
		mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
		writeFileSync(path.join(folder, file), text);
		utimesSync(path.join(folder, file), new Date(Date.now() - age), new Date(Date.now() - age));
	};
	write('mlruns/1/meta.yaml', "experiment_id: '1'\nname: lgbm-sweep\nlifecycle_stage: active\n");
	const names = ['bold-fox-12', 'calm-owl-3', 'dapper-newt-41', 'eager-crow-8', 'fancy-mole-27'];
	names.forEach((name, at) => { mlflowRun(write, { experiment: '1', digit: String(at + 1), name, started: Date.now() - (26 + at) * hour, auc: [0.8779, 0.8702, 0.8745, 0.8613, 0.8731][at] ?? 0.8, status: 3 }); });
	write('mlruns/2/meta.yaml', "experiment_id: '2'\nname: ablation\nlifecycle_stage: active\n");
	mlflowRun(write, { experiment: '2', digit: 'a', name: 'without-tenure', started: Date.now() - 5 * hour, auc: undefined, status: 4 });
	write('runs/detect/line-3/args.yaml', 'task: detect\nmode: train\nmodel: yolo11n.pt\ndata: line3.yaml\nepochs: 3\nimgsz: 320\n', 30 * hour);
	write('runs/detect/line-3/results.csv', 'epoch,time,train/box_loss,metrics/mAP50(B),metrics/mAP50-95(B)\n1,10,1.4,0.61,0.39\n2,20,1.2,0.66,0.42\n3,30,1.1,0.68,0.44\n', 30 * hour);
	for (const name of ['best.pt', 'last.pt']) { write(`runs/detect/line-3/weights/${name}`, `weights ${name}`, 30 * hour); }
	const training = 'runs/lora-r32/trainer_state.json';
	const advance = (step: number) => {
		write(training, JSON.stringify({ best_metric: null, best_model_checkpoint: null, global_step: step, max_steps: 1000, num_train_epochs: 4, log_history: [{ step, epoch: step / 250, eval_f1_macro: 0.9 + step / 20_000 }] }));
	};
	advance(620);
	return { training, advance };
}

interface Wanted { readonly experiment: string; readonly digit: string; readonly name: string; readonly started: number; readonly auc: number | undefined; readonly status: number }

function mlflowRun(write: (file: string, text: string) => void, { experiment, digit, name, started, auc, status }: Wanted): void {
	const id = digit.repeat(32);
	const run = `mlruns/${experiment}/${id}`;
	write(`${run}/meta.yaml`, `end_time: ${started + 60_000}\nlifecycle_stage: active\nrun_id: ${id}\nrun_name: ${name}\nstart_time: ${started}\nstatus: ${status}\n`);
	write(`${run}/params/num_leaves`, '63');
	if (auc === undefined) { return; }
	write(`${run}/metrics/auc`, `${started} ${auc} 1\n`);
	write(`${run}/metrics/log_loss`, `${started} 0.31 1\n`);
	write(`${run}/artifacts/model.txt`, readFileSync(path.join(process.cwd(), 'test/fixtures/formats/lightgbm/binary.txt'), 'utf8'));
}
