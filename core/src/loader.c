#include "loader.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef const oct_plugin *entry_fn(void);

/* Its address lies in the library that this code is in. */
static const char anchor;

const oct_plugin *
loader_open(const char *file, int *entered, char *reason, size_t room)
{
	entry_fn *entry;
	void *lib, *sym;

	*entered = 0;
	if (file[0] != '/') {
		snprintf(reason, room, "its path is not absolute");
		return NULL;
	}
	/* LOCAL: two plug-ins may bring the same symbols. */
	if ((lib = dlopen(file, RTLD_NOW | RTLD_LOCAL)) == NULL) {
		snprintf(reason, room, "it can't be loaded: %s", dlerror());
		return NULL;
	}
	if ((sym = dlsym(lib, "oct_plugin_entry")) == NULL) {
		snprintf(reason, room,
		    "it is no plug-in: it has no oct_plugin_entry()");
		return NULL;
	}
	/* ISO C has no cast from void * to a function; POSIX dlsym() says that
	 * the bytes are those of one. */
	memcpy(&entry, &sym, sizeof(entry));
	*entered = 1;
	return entry();
}

char *
loader_plugin_folder(void)
{
	static const char tail[] = "/octavo/plugins";
	Dl_info info;
	const char *slash;
	char *real, *path = NULL;

	if (dladdr(&anchor, &info) == 0 || info.dli_fname == NULL ||
	    (real = realpath(info.dli_fname, NULL)) == NULL)
		return strdup(OCT_PLUGIN_DIR);
	slash = strrchr(real, '/');
	if (slash != NULL &&
	    asprintf(&path, "%.*s%s", (int)(slash - real), real, tail) < 0)
		path = NULL;
	free(real);
	if (path != NULL && access(path, F_OK) == 0)
		return path;
	free(path);
	return strdup(OCT_PLUGIN_DIR);
}
