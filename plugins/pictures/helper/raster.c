#include "work.h"

#include "sandbox.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Colours that a drawing has at most: so many, and one for each 8 pixels. */
enum { DRAWING_COLOURS = 4096, COLOUR_PIXELS = 8 };

/* The decoders that are asked: those of raster images that pages have. */
static const struct {
	const char *magic;
	size_t n, at;
	const char *media_type;
} types[] = {
	{ "\x89PNG\r\n\x1a\n", 8, 0, "image/png" },
	{ "\xff\xd8\xff", 3, 0, "image/jpeg" },
	{ "GIF8", 4, 0, "image/gif" },
	{ "WEBP", 4, 8, "image/webp" },
	{ "ftypavif", 8, 4, "image/avif" },
	{ "ftypavis", 8, 4, "image/avif" },
	{ "BM", 2, 0, "image/bmp" },
	{ "II*\0", 4, 0, "image/tiff" },
	{ "MM\0*", 4, 0, "image/tiff" },
};

struct decoder {
	GdkPixbufLoader *loader;
	int by_rows, rows; /* does it tell of each, and how many it told of */
	int animated;
};

static const char *
media_type(const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (n >= types[i].at + types[i].n &&
		    memcmp(p + types[i].at, types[i].magic, types[i].n) == 0)
			return types[i].media_type;
	return NULL;
}

static void
check_size(GdkPixbufLoader *loader, int width, int height, void *data)
{
	(void)loader;
	(void)data;
	if ((uint64_t)width * (uint64_t)height > PIXELS_MAX)
		work_end(TOO_BIG);
}

static void
count_rows(
    GdkPixbufLoader *loader, int x, int y, int width, int height, void *data)
{
	struct decoder *d = data;

	(void)loader;
	(void)x;
	(void)width;
	d->rows = MAX(d->rows, y + height);
}

static void
decoder_open(struct decoder *d, const uint8_t *p, size_t n)
{
	const char *type = media_type(p, n);

	if (type == NULL)
		work_end(UNKNOWN);
	d->loader = gdk_pixbuf_loader_new_with_mime_type(type, NULL);
	if (d->loader == NULL)
		work_end(UNKNOWN);
	g_signal_connect(
	    d->loader, "size-prepared", G_CALLBACK(check_size), NULL);
	d->by_rows =
	    strcmp(type, "image/png") == 0 || strcmp(type, "image/jpeg") == 0;
	g_signal_connect(d->loader, "area-updated", G_CALLBACK(count_rows), d);
}

static GdkPixbuf *
decoder_run(struct decoder *d, const uint8_t *p, size_t n)
{
	GdkPixbufAnimation *frames;
	GdkPixbuf *pixels;

	if (!gdk_pixbuf_loader_write(d->loader, p, n, NULL) ||
	    !gdk_pixbuf_loader_close(d->loader, NULL))
		work_end(BROKEN);
	frames = gdk_pixbuf_loader_get_animation(d->loader);
	pixels = frames != NULL ? gdk_pixbuf_animation_get_static_image(frames)
				: NULL;
	/* or a frame whose lower part is not there */
	if (pixels == NULL ||
	    (d->by_rows && d->rows < gdk_pixbuf_get_height(pixels)))
		work_end(BROKEN);
	d->animated = !gdk_pixbuf_animation_is_static_image(frames);
	pixels = gdk_pixbuf_apply_embedded_orientation(pixels);
	if (pixels == NULL)
		work_end(FAILED);
	return pixels;
}

static GdkPixbuf *
fit(GdkPixbuf *pixels, uint32_t max_side)
{
	double width = gdk_pixbuf_get_width(pixels);
	double height = gdk_pixbuf_get_height(pixels);
	double scale = max_side / (width > height ? width : height);
	const char *profile = gdk_pixbuf_get_option(pixels, "icc-profile");
	GdkPixbuf *fitting;

	if (max_side == 0 || scale >= 1)
		return pixels;
	fitting =
	    gdk_pixbuf_scale_simple(pixels, MAX(1, (int)(width * scale + 0.5)),
		MAX(1, (int)(height * scale + 0.5)), GDK_INTERP_BILINEAR);
	if (fitting == NULL)
		work_end(FAILED);
	if (profile != NULL)
		gdk_pixbuf_set_option(fitting, "icc-profile", profile);
	return fitting;
}

/* Has it transparent places, or so few colours that it was drawn? */
static int
is_drawing(const GdkPixbuf *pixels)
{
	static uint32_t seen[4 * DRAWING_COLOURS]; /* open hash, colour + 1 */
	const int channels = gdk_pixbuf_get_n_channels(pixels);
	const size_t stride = (size_t)gdk_pixbuf_get_rowstride(pixels);
	const guchar *row = gdk_pixbuf_read_pixels(pixels);
	const uint64_t area = (uint64_t)gdk_pixbuf_get_width(pixels) *
	    (uint64_t)gdk_pixbuf_get_height(pixels);
	const uint64_t most = CLAMP(area / COLOUR_PIXELS, 256, DRAWING_COLOURS);
	uint64_t colours = 0;

	for (int y = gdk_pixbuf_get_height(pixels); y > 0; y--, row += stride) {
		const guchar *p = row;

		for (int x = gdk_pixbuf_get_width(pixels); x > 0; x--) {
			uint32_t c =
			    (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
			uint32_t i = c * 2654435761u >> 18;

			if (channels == 4 && p[3] != 255)
				return 1;
			p += channels;
			while (seen[i] != 0 && seen[i] != c + 1)
				i = (i + 1) % (4 * DRAWING_COLOURS);
			if (seen[i] == 0 && ++colours <= most)
				seen[i] = c + 1;
		}
	}
	return colours <= most;
}

static void
put(int fd, const char *bytes, size_t n)
{
	while (n != 0) {
		ssize_t done = write(fd, bytes, n);

		if (done < 0)
			work_end(FAILED);
		bytes += done;
		n -= (size_t)done;
	}
}

void
raster_write(struct work *w, GdkPixbuf *pixels, const char *type)
{
	char *keys[3] = { NULL }, *values[3] = { NULL };
	const char *profile = gdk_pixbuf_get_option(pixels, "icc-profile");
	int i = 0, is_jpeg;
	gchar *bytes;
	gsize size;

	if (type == NULL)
		type = is_drawing(pixels) ? "png" : "jpeg";
	is_jpeg = strcmp(type, "jpeg") == 0;
	keys[i] = g_strdup(is_jpeg ? "quality" : "compression");
	values[i++] = g_strdup(is_jpeg ? "88" : "6");
	if (profile != NULL) {
		keys[i] = g_strdup("icc-profile");
		values[i++] = g_strdup(profile);
	}
	if (!gdk_pixbuf_save_to_bufferv(
		pixels, &bytes, &size, type, keys, values, NULL))
		work_end(FAILED);
	w->reply->made = is_jpeg ? MADE_JPEG : MADE_PNG;
	w->reply->width = (uint32_t)gdk_pixbuf_get_width(pixels);
	w->reply->height = (uint32_t)gdk_pixbuf_get_height(pixels);
	w->reply->size = size;
	put(w->out, bytes, size);
}

/* What decodes it is loaded before the door closes. */
static GdkPixbuf *
decode(struct work *w)
{
	const size_t n = w->request->picture;
	struct decoder d = { .loader = NULL };
	int32_t landlock, seccomp;
	GdkPixbuf *pixels;

	decoder_open(&d, w->picture, n);
	sandbox_enter(&landlock, &seccomp);
	pixels = decoder_run(&d, w->picture, n);
	w->reply->animated = (uint32_t)d.animated;
	return pixels;
}

void
raster_convert(struct work *w)
{
	const char *from = media_type(w->picture, w->request->picture);
	GdkPixbuf *pixels = fit(decode(w), w->request->max_side);

	raster_write(w, pixels,
	    strcmp(from, "image/jpeg") == 0      ? "jpeg"
		: strcmp(from, "image/png") == 0 ? "png"
						 : NULL);
}

/* A transparent place is white. */
static GdkPixbuf *
flat(GdkPixbuf *pixels)
{
	const int width = gdk_pixbuf_get_width(pixels);
	const int height = gdk_pixbuf_get_height(pixels);

	if (!gdk_pixbuf_get_has_alpha(pixels))
		return pixels;
	pixels = gdk_pixbuf_composite_color_simple(pixels, width, height,
	    GDK_INTERP_NEAREST, 255, 64, 0xffffff, 0xffffff);
	if (pixels == NULL)
		work_end(FAILED);
	return pixels;
}

void
raster_crop(struct work *w)
{
	GdkPixbuf *pixels = flat(decode(w)), *cut;
	double width = gdk_pixbuf_get_width(pixels);
	double height = gdk_pixbuf_get_height(pixels);
	double scale = MAX(PICTURE_WIDTH / width, PICTURE_HEIGHT / height);
	const guchar *row;

	cut = gdk_pixbuf_new(
	    GDK_COLORSPACE_RGB, FALSE, 8, PICTURE_WIDTH, PICTURE_HEIGHT);
	if (cut == NULL)
		work_end(FAILED);
	gdk_pixbuf_scale(pixels, cut, 0, 0, PICTURE_WIDTH, PICTURE_HEIGHT,
	    (PICTURE_WIDTH - width * scale) / 2,
	    (PICTURE_HEIGHT - height * scale) / 3, scale, scale,
	    GDK_INTERP_BILINEAR);
	row = gdk_pixbuf_read_pixels(cut);
	for (int y = 0; y < PICTURE_HEIGHT;
	     y++, row += gdk_pixbuf_get_rowstride(cut))
		put(w->out, (const char *)row, (size_t)3 * PICTURE_WIDTH);
}
