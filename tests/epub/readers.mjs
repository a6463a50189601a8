// readers.mjs MODULES [-p FOLDER] BOOK...   Opens each book in epub.js and in
// foliate-js, goes to every file of its spine, and prints a JSON line for each:
// requests that leave the page, images that show nothing, errors, files not
// shown.  -p leaves pictures of each file's first page in FOLDER, at the size
// of a telephone and of a tablet.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { createRequire } from "node:module";

const [modules, ...rest] = process.argv.slice(2);
const pictures = rest[0] === "-p" ? rest.splice(0, 2)[1] : null;
const require = createRequire(path.resolve(modules, "x.js"));
const puppeteer = require("puppeteer-core");
const SIZES = { phone: [390, 844], tablet: [820, 1180] };

// Both pages offer open(), which gives the number of files, and show(n).
const ENGINES = {
	epubjs: `<div id=view style="width:100vw;height:100vh"></div>
<script src=/modules/jszip/dist/jszip.min.js></script>
<script src=/modules/epubjs/dist/epub.min.js></script>
<script>
let book, shown;
window.openBook = async () => {
	book = ePub("/book.epub");
	await book.ready;
	shown = book.renderTo("view", { width: innerWidth, height: innerHeight, spread: "none" });
	await book.loaded.navigation;
	return book.spine.spineItems.length;
};
window.show = n => shown.display(book.spine.spineItems[n].href);
window.ready = true;
</script>`,
	foliate: `<foliate-view style="display:block;width:100vw;height:100vh"></foliate-view>
<script type=module>
import "/modules/foliate-js/view.js";
const view = document.querySelector("foliate-view");
window.openBook = async () => {
	const blob = await (await fetch("/book.epub")).blob();
	await view.open(new File([blob], "book.epub"));
	return view.book.sections.length;
};
window.show = n => view.goTo(n);
window.ready = true;
</script>`,
};

let engine, book;
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
const server = http.createServer((request, answer) => {
	const name = decodeURIComponent(new URL(request.url, "http://x").pathname);
	if (name === "/") {
		answer.setHeader("content-type", "text/html");
		answer.end(`<!doctype html><meta charset=utf-8><style>body{margin:0}</style>
<link rel=icon href=data:,>${ENGINES[engine]}`);
		return;
	}
	const file = name === "/book.epub" ? book :
		path.join(modules, path.normalize(name).replace(/^\/modules/, ""));
	answer.setHeader("content-type", TYPES[path.extname(file)] ?? "application/octet-stream");
	fs.createReadStream(file)
		.on("error", () => { answer.statusCode = 404; answer.end(); })
		.pipe(answer);
});
await new Promise(done => server.listen(0, "127.0.0.1", done));
const base = `http://127.0.0.1:${server.address().port}/`;

const within = (seconds, promise) => Promise.race([promise,
	new Promise((_, no) => setTimeout(() => no(new Error(`not within ${seconds} s`)), seconds * 1000))]);

// Images that were laid out and show nothing; those that are still loading are waited for.
const broken = () => Promise.all([...document.images].map(image =>
	image.decode().then(() => null, () => image.getAttribute("src"))));

async function images(page) {
	let seen = 0;
	const bad = [];
	for (const frame of page.frames().slice(1)) {
		const found = await within(10, frame.evaluate(broken)).catch(e => [String(e)]);
		seen += found.length;
		bad.push(...found.filter(x => x));
	}
	return [seen, bad];
}

async function read(browser, size) {
	const page = await browser.newPage();
	const result = { engine, book: path.basename(book), files: 0, images: 0,
		remote: [], broken: [], errors: [] };
	const [width, height] = SIZES[size];
	await page.setViewport({ width, height });
	await page.setRequestInterception(true);
	page.on("request", request => {
		if (request.url().startsWith(base) || /^(blob|data|about):/.test(request.url()))
			return request.continue();
		result.remote.push(request.url());
		return request.abort();
	});
	page.on("pageerror", error => result.errors.push(String(error)));
	page.on("console", message => message.type() === "error" &&
		result.errors.push(message.text()));
	try {
		await page.goto(base);
		await within(20, page.waitForFunction("window.ready"));
		result.files = await within(20, page.evaluate("openBook()"));
		for (let n = 0; n < result.files; n++) {
			await within(20, page.evaluate(`show(${n})`));
			const [seen, bad] = await images(page);
			result.images += seen;
			result.broken.push(...bad);
			if (pictures) {
				await new Promise(done => setTimeout(done, 400));
				await page.screenshot({ path:
					`${pictures}/${result.book}-${n}-${engine}-${size}.png` });
			}
		}
	} catch (error) {
		result.errors.push(String(error));
	}
	await page.close();
	return result;
}

const browser = await puppeteer.launch({
	executablePath: process.env.PUPPETEER_EXECUTABLE_PATH ?? "/usr/bin/chromium",
	args: ["--no-sandbox"] });
for (book of rest.map(name => path.resolve(name)))
	for (engine of Object.keys(ENGINES))
		for (const size of pictures ? Object.keys(SIZES) : ["tablet"])
			console.log(JSON.stringify(await read(browser, size)));
await browser.close();
server.close();
