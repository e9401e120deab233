import type { Warning } from '../../model';
import type { PyGlobal } from './value';

/**
 * What loading a pickle with Python would touch, told by the names that it carries. A list of names is an indicator, not a proof.
 */
export interface Safety {
	/** Can run any program, or read and write any file. */
	readonly dangerous: readonly string[];
	/** Not known to be harmless: the user's own code among them. */
	readonly suspicious: readonly string[];
}

/** Whole modules, with everything below them, whose names in a pickle mean that loading it does more than load (as picklescan judges them). */
const DANGEROUS_MODULES = new Set([
	'os', 'posix', 'nt', 'posixpath', 'ntpath', 'subprocess', 'sys', 'shutil', 'socket', 'ssl', 'pty', 'pdb', 'bdb', 'runpy', 'pickle', '_pickle',
	'cPickle', 'marshal', 'dill', 'pip', 'test', 'venv', 'webbrowser', 'uuid', 'urllib', 'http', 'httplib', 'requests', 'aiohttp', 'asyncio', 'commands',
	'ctypes', '_ctypes', 'cProfile', 'profile', 'trace', 'doctest', 'pydoc', 'timeit', 'code', 'codeop', 'importlib', 'imp', 'pkgutil', 'distutils',
	'ensurepip', 'imaplib', 'smtplib', 'ftplib', 'telnetlib', 'poplib', 'xmlrpc', '_osx_support', '_aix_support', '_pyrepl', 'zipfile', 'tarfile',
	'lib2to3', 'idlelib', 'antigravity', 'torch.hub', 'torch.utils.cpp_extension', 'torch.utils._config_module', 'torch._inductor',
	'torch.utils.bottleneck', 'torch.utils.collect_env', 'logging.config', 'logging.handlers', 'torch.distributed.rpc',
	'torch.jit.unsupported_tensor_ops', 'torch._dynamo.guards', 'numpy.f2py', 'numpy.testing', 'numpy.distutils',
]);
const DANGEROUS_NAMES = new Set([
	'builtins.eval', 'builtins.exec', 'builtins.compile', 'builtins.apply', 'builtins.execfile', 'builtins.open', 'builtins.file', 'builtins.breakpoint',
	'builtins.__import__', 'builtins.input', 'builtins.globals', 'builtins.locals', 'builtins.vars', 'builtins.delattr', 'builtins.setattr',
	'logging.FileHandler', 'types.CodeType', 'types.FunctionType', '_io.FileIO', '_io.open', 'io.open', 'io.FileIO',
	'cloudpickle.cloudpickle._builtin_type', 'cloudpickle.cloudpickle._make_function', 'cloudpickle.cloudpickle._function_setstate',
	'cloudpickle.cloudpickle._make_cell', 'cloudpickle.cloudpickle._make_empty_cell', 'cloudpickle.cloudpickle.subimport', 'torch.load', 'torch.save',
	'torch.serialization.load', 'torch.serialization.save', 'joblib.load', 'joblib.dump', 'joblib.numpy_pickle.load', 'joblib.numpy_pickle.dump',
	'pandas.eval', 'pandas.read_pickle', 'pandas.io.pickle.read_pickle', 'pandas.core.computation.eval.eval', 'numpy.load', 'numpy.save', 'numpy.savez',
	'numpy.fromfile', 'numpy.memmap', 'numpy.genfromtxt', 'numpy.loadtxt', 'numpy.savetxt', 'pathlib.Path.write_text', 'pathlib.Path.unlink',
]);
/** Reach other things by name. PyTorch modules pickled whole use them honestly, so alone they are no proof. */
const REACHING = new Set([
	'builtins.getattr', 'operator.attrgetter', 'operator.itemgetter', 'operator.methodcaller', '_operator.attrgetter', '_operator.itemgetter',
	'_operator.methodcaller', 'functools.partial', 'functools.reduce', 'builtins.map', 'builtins.filter',
]);

const KNOWN_NAMES = /^(builtins\.(set|frozenset|dict|list|tuple|complex|slice|range|bytearray|bytes|object|int|float|str|bool|type|print|Ellipsis|NotImplemented)|collections\.(OrderedDict|defaultdict|Counter|deque)|copyreg\.(_reconstructor|__newobj__)|_codecs\.encode|datetime\.\w+|zoneinfo\.\w+(\._unpickle)?|decimal\.Decimal|uuid\.UUID|fractions\.Fraction|pathlib\.(_local\.)?(Pure)?(Posix|Windows)?Path|argparse\.Namespace|types\.SimpleNamespace|random\.Random|enum\.\w+|re\._compile|typing\.\w+|array\.(array|_array_reconstructor)|dataclasses\.\w+|operator\.(add|sub|mul|truediv|neg))$/;
const KNOWN_FUNCTIONS = /^(torch\._utils\._rebuild\w*|torch\._tensor\._rebuild\w*|torch\._utils\._(sparse|nested)\w*|torch\.(\w+Storage|storage\.\w*Storage|Size|device|dtype|Tensor|nn\.\w+(\.\w+)*|b?float\d*\w*|u?int\d*|double|half|long|short|bool|q?u?int\d+\w*|complex\d+|preserve_format|contiguous_format|strided|get_default_dtype|Generator|_C\._\w+)|torch\._(higher_order_ops|ops)\.\w+|torch\.serialization\._get_layout|torch\.nested\w*|numpy\.(dtype|ndarray|matrix|bool_?|float\d+|u?int\d+|complex\d+|str_|bytes_|object_|void|number|generic|datetime64|timedelta64|recarray|nan|inf|dtypes\.\w+|log|log1p|log2|log10|exp|expm1|sqrt|cbrt|square|abs|absolute|sin|cos|tan|tanh|sign|clip|mean|median|sum|min|max|amin|amax|std|var|round|floor|ceil|nanmean|nanmedian|array|ravel|reshape|argmax|argmin)|numpy\.(_core|core)\.(multiarray\.(_reconstruct|scalar)|numeric\._frombuffer|_internal\.\w+|_ufunc_reconstruct|_methods\.\w+)|numpy\._core\._ufunc_reconstruct|numpy\.ma\.core\._mareconstruct|numpy\.random\.(_pickle\.__\w+_ctor|_\w+\.\w+|mtrand\.\w+)|joblib\.numpy_pickle\.NumpyArrayWrapper|joblib\.numpy_pickle\.(NDArrayWrapper|ZNDArrayWrapper)|scipy\.(sparse|interpolate|spatial|stats|special)(\.\w+)+|pandas(\.\w+)*\.(_new_Index|__newobj__|_unpickle_block|_unpickle\w*|new_block|__nat_unpickle|__pyx_unpickle\w*)|sklearn\.\w+(\.\w+)*|_?loss\.__pyx_unpickle\w+|xgboost\.\w+(\.\w+)*|lightgbm\.\w+(\.\w+)*|catboost\.\w+(\.\w+)*|pyarrow\.lib\.\w+|tokenizers\.\w+)$/;
/** Of these packages, what begins with a capital is a class. */
const KNOWN_PACKAGES = new Set([
	'torch', 'torchvision', 'torchmetrics', 'lightning', 'lightning_fabric', 'pytorch_lightning', 'lightning_utilities', 'transformers', 'accelerate',
	'peft', 'diffusers', 'trl', 'unsloth', 'sentence_transformers', 'timm', 'ultralytics', 'omegaconf', 'numpy', 'scipy', 'pandas', 'sklearn', 'imblearn',
	'joblib', 'xgboost', 'lightgbm', 'catboost', 'keras', 'tensorflow', 'jax', 'flax', 'optax', 'stable_baselines3', 'gymnasium', 'gym', 'statsmodels',
	'prophet', 'category_encoders', 'spacy', 'nltk', 'gensim', 'fastai', 'fastcore', 'einops', 'polars', 'pyarrow', 'box', 'addict', 'yacs', 'easydict',
	'ml_collections',
]);

/** Judges the names of a pickle. */
export function judge(globals: readonly PyGlobal[]): Safety {
	const dangerous: string[] = [];
	const suspicious: string[] = [];
	const reaching: string[] = [];
	for (const { module, name } of globals) {
		const full = `${module.replace(/^__builtin__(?=\.|$)/, 'builtins').replace(/^copy_reg$/, 'copyreg')}.${name}`;
		if (isDangerous(module, full)) { dangerous.push(full); } else if (REACHING.has(full)) { reaching.push(full); } else if (!isKnown(module, name, full)) { suspicious.push(full); }
	}
	const alone = dangerous.length === 0 && suspicious.length === 0;
	return alone ? { dangerous, suspicious: reaching } : { dangerous: [...dangerous, ...reaching], suspicious };
}

/** The same as warnings, for people: codes 'dangerous-pickle' and 'suspicious-pickle'. */
export function safetyWarnings(globals: readonly PyGlobal[]): Warning[] {
	const { dangerous, suspicious } = judge(globals);
	return [
		...dangerous.length ? [{ code: 'dangerous-pickle', message: `Loading this file in Python would call ${named(dangerous)}: that can run any program. Don't load it unless you know why it is there.` }] : [],
		...suspicious.length ? [{ code: 'suspicious-pickle', message: `Loading this file in Python uses ${named(suspicious)}, not known to be harmless: load it only if you trust its author.` }] : [],
	];
}

function isDangerous(module: string, full: string): boolean {
	if (full === 'uuid.UUID') { return false; }
	if (full.includes('<') || DANGEROUS_NAMES.has(full)) { return true; }
	const parts = module.split('.');
	return parts.some((_part, at) => DANGEROUS_MODULES.has(parts.slice(0, at + 1).join('.')));
}

function isKnown(module: string, name: string, full: string): boolean {
	// A dotted name walks through attributes: 'sklearn.x' and 'os.system' would pass for a class of sklearn.
	if (!/^[A-Za-z_]\w*$/.test(name) && !/^[A-Z]\w*\.\w+$/.test(name)) { return false; }
	if (KNOWN_NAMES.test(full) || KNOWN_FUNCTIONS.test(full)) { return true; }
	return KNOWN_PACKAGES.has(module.split('.', 1)[0] ?? '') && /^(_*[A-Z]|__pyx_unpickle_)/.test(name);
}

function named(names: readonly string[]): string {
	const shown = names.slice(0, 4).join(', ');
	return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}
