/*
 * guess.c -- uchardet, opened on demand.
 *
 * Its library brings the C++ runtime with it, which costs more at start-up
 * than reading most inputs; nine in ten say what they are in or are UTF-8.
 * So it is not linked but opened when a guess is needed.
 */
#include "charset_private.h"

#include <dlfcn.h>
#include <string.h>
#include <uchardet/uchardet.h>

#define SAMPLE ((size_t)256 << 10)

struct detector {
	void *library;
	__typeof__(uchardet_new) *new;
	__typeof__(uchardet_delete) *delete;
	__typeof__(uchardet_handle_data) *handle_data;
	__typeof__(uchardet_data_end) *data_end;
	__typeof__(uchardet_get_charset) *get_charset;
};

static bool
detector_open(struct detector *d)
{
	const struct {
		const char *name;
		void *slot;
	} symbols[] = {
		{ "uchardet_new", &d->new },
		{ "uchardet_delete", &d->delete },
		{ "uchardet_handle_data", &d->handle_data },
		{ "uchardet_data_end", &d->data_end },
		{ "uchardet_get_charset", &d->get_charset },
	};

	d->library =
	    dlopen("libuchardet.so.0", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	if (d->library == NULL)
		return false;
	for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
		void *p = dlsym(d->library, symbols[i].name);

		if (p == NULL) {
			dlclose(d->library);
			return false;
		}
		/* POSIX has data and function pointers of one shape. */
		memcpy(symbols[i].slot, &p, sizeof(p));
	}
	return true;
}

void
charset_preload_detector(void)
{
	struct detector d;

	if (detector_open(&d))
		dlclose(d.library);
}

const struct charset *
charset_guess(const uint8_t *data, size_t n)
{
	const struct charset *found = NULL;
	struct detector d;
	uchardet_t u;
	const char *name;

	if (!detector_open(&d))
		return NULL;
	if ((u = d.new()) != NULL) {
		if (d.handle_data(
			u, (const char *)data, n < SAMPLE ? n : SAMPLE) == 0) {
			d.data_end(u);
			name = d.get_charset(u);
			found = charset_find(name, strlen(name));
		}
		d.delete(u);
	}
	dlclose(d.library);
	return found;
}
