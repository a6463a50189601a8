#include "sqlite.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#define FUNCTION(name)                                          \
	{                                                       \
		"sqlite3_" #name, offsetof(struct sqlite, name) \
	}

const struct sqlite *
sqlite_load(void)
{
	static const struct {
		const char *name;
		size_t at;
	} functions[] = { FUNCTION(open_v2), FUNCTION(close), FUNCTION(exec),
		FUNCTION(errmsg), FUNCTION(prepare_v2), FUNCTION(finalize),
		FUNCTION(step), FUNCTION(reset), FUNCTION(bind_blob),
		FUNCTION(bind_double), FUNCTION(bind_int64),
		FUNCTION(bind_null), FUNCTION(bind_text), FUNCTION(column_blob),
		FUNCTION(column_bytes), FUNCTION(column_int64),
		FUNCTION(column_text) };
	static struct sqlite loaded;
	void *lib = dlopen("libsqlite3.so.0", RTLD_NOW | RTLD_LOCAL);

	if (lib == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
		void *p = dlsym(lib, functions[i].name);

		if (p == NULL)
			return NULL;
		/* POSIX has data and function pointers of one shape. */
		memcpy((char *)&loaded + functions[i].at, &p, sizeof(p));
	}
	return &loaded;
}
