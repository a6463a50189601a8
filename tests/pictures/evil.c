/* A decoder of BMP that does what no picture may do to its reader; which of
 * that, the byte at 54 says.  What is refused it makes a picture of. */
#define GDK_PIXBUF_ENABLE_BACKEND
#include <fcntl.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))
EXPORT void fill_vtable(GdkPixbufModule *);
EXPORT void fill_info(GdkPixbufFormat *);

struct picture {
	GdkPixbufModuleSizeFunc size;
	GdkPixbufModulePreparedFunc prepared;
	GdkPixbufModuleUpdatedFunc updated;
	gpointer data;
	int deed;
};

static gpointer
begin(GdkPixbufModuleSizeFunc size, GdkPixbufModulePreparedFunc prepared,
    GdkPixbufModuleUpdatedFunc updated, gpointer data, GError **error)
{
	struct picture *p = g_new0(struct picture, 1);

	(void)error;
	*p = (struct picture){ size, prepared, updated, data, 0 };
	return p;
}

/* Is something possible that must not be? */
static int
is_open(void)
{
	return open("/etc/passwd", O_RDONLY) >= 0 ||
	    open("/tmp/octavo-evil", O_RDWR | O_CREAT, 0600) >= 0 ||
	    socket(AF_INET, SOCK_STREAM, 0) >= 0 || fork() >= 0 ||
	    kill(getppid(), 0) == 0;
}

static gboolean
load(gpointer state, const guchar *bytes, guint n, GError **error)
{
	struct picture *p = state;

	(void)error;
	if (n <= 54 || p->deed != 0)
		return TRUE;
	p->deed = bytes[54];
	if (p->deed == 'c')
		abort();
	if (p->deed == 'l')
		for (volatile unsigned i = 0;; i++)
			continue;
	while (p->deed == 'm')
		memset(g_malloc(1 << 24), 1, 1 << 24);
	return p->deed != 'o' || !is_open();
}

static gboolean
stop(gpointer state, GError **error)
{
	struct picture *p = state;
	GdkPixbuf *pixels = gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, 4, 4);

	(void)error;
	gdk_pixbuf_fill(pixels, 0x336699ff);
	p->prepared(pixels, NULL, p->data);
	p->updated(pixels, 0, 0, 4, 4, p->data);
	return TRUE;
}

void
fill_vtable(GdkPixbufModule *module)
{
	module->begin_load = begin;
	module->load_increment = load;
	module->stop_load = stop;
}

void
fill_info(GdkPixbufFormat *info)
{
	static const GdkPixbufModulePattern signature[] = {
		{ (char *)"BM", NULL, 100 }, { NULL, NULL, 0 }
	};
	static const char *types[] = { "image/bmp", NULL };
	static const char *endings[] = { "bmp", NULL };

	info->name = (char *)"evil";
	info->signature = (GdkPixbufModulePattern *)signature;
	info->mime_types = (char **)types;
	info->extensions = (char **)endings;
}
