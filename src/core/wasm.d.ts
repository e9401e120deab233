declare module '*.wasm' {
	/** The file's path, relative to the bundle's folder. */
	const path: string;
	export default path;
}
