/*
 * Covers, 1000 by 1600 pixels: the picture fills the upper half, or the title
 * begins there; author and source below.  The title is as large as fits, so
 * that it is legible in a list of books.  Fonts are opened while the text is
 * drawn; then the door is closed, and only then the picture looked at.
 */
#include "work.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

enum {
	WIDTH = 1000,
	HEIGHT = 1600,
	MARGIN = 90,
	INNER = WIDTH - 2 * MARGIN,
	PICTURE_HEIGHT = 820,
	FOOT_TOP = HEIGHT - 150,
	TITLE_LARGEST = 170, /* pixels of the font */
	TITLE_LEAST = 76
};

/* Grounds on which white has a contrast of 7:1 at least. */
static const uint32_t grounds[] = { 0x1f3a5f, 0x5a1f2e, 0x1f4d3a, 0x3d2a5c,
	0x4a3a1a, 0x16474f, 0x5c2a1a, 0x2e2e38 };

struct sheet {
	cairo_surface_t *surface;
	cairo_t *cairo;
	PangoContext *pango;
};

static void
set_colour(cairo_t *c, uint32_t rgb, double alpha)
{
	cairo_set_source_rgba(c, (rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0,
	    (rgb & 255) / 255.0, alpha);
}

/* The same title has the same ground. */
static uint32_t
ground(const char *title)
{
	uint32_t hash = 2166136261u;

	for (; *title != '\0'; title++)
		hash = (hash ^ (uint8_t)*title) * 16777619u;
	return grounds[hash >> 16 & 7];
}

static void
sheet_open(struct sheet *s, const char *language)
{
	cairo_font_options_t *options = cairo_font_options_create();

	s->surface =
	    cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
	s->cairo = cairo_create(s->surface);
	if (cairo_status(s->cairo) != CAIRO_STATUS_SUCCESS)
		work_end(FAILED);
	s->pango = pango_cairo_create_context(s->cairo);
	/* whatever the desktop's settings are */
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(s->pango, options);
	pango_cairo_context_set_resolution(s->pango, 72);
	if (language[0] != '\0')
		pango_context_set_language(
		    s->pango, pango_language_from_string(language));
}

/* Text of the page's width in a font of so many pixels. */
static PangoLayout *
text(const struct sheet *s, const char *words, const char *font, int pixels)
{
	PangoFontDescription *description =
	    pango_font_description_from_string(font);
	PangoLayout *layout = pango_layout_new(s->pango);

	pango_font_description_set_absolute_size(
	    description, pixels * (double)PANGO_SCALE);
	pango_layout_set_font_description(layout, description);
	pango_layout_set_width(layout, INNER * PANGO_SCALE);
	pango_layout_set_single_paragraph_mode(layout, TRUE);
	pango_layout_set_text(layout, words, -1);
	return layout;
}

static int
height_of(PangoLayout *layout, int *width)
{
	int height;

	pango_layout_get_pixel_size(layout, width, &height);
	return height;
}

/* As large as fits with its words whole; else small, broken anywhere, and cut
 * where the space ends. */
static PangoLayout *
title(const struct sheet *s, const char *words, int space)
{
	static const char font[] = "DejaVu Serif, Noto Serif, serif bold";
	PangoLayout *layout;
	int width;

	for (int size = TITLE_LARGEST; size >= TITLE_LEAST; size -= 4) {
		layout = text(s, words, font, size);
		pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
		if (height_of(layout, &width) <= space && width <= INNER)
			return layout;
		g_object_unref(layout);
	}
	layout = text(s, words, font, TITLE_LEAST);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
	pango_layout_set_height(layout, space * PANGO_SCALE);
	return layout;
}

/* Draws it, returns where it ends. */
static int
show(const struct sheet *s, PangoLayout *layout, int top, double alpha)
{
	set_colour(s->cairo, 0xffffff, alpha);
	cairo_move_to(s->cairo, MARGIN, top);
	pango_cairo_show_layout(s->cairo, layout);
	return top + height_of(layout, NULL);
}

static int
show_line(const struct sheet *s, const char *words, int size, int top)
{
	PangoLayout *layout =
	    text(s, words, "DejaVu Sans, Noto Sans, sans-serif", size);

	pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
	pango_layout_set_height(layout, -2); /* lines */
	return show(s, layout, top, 0.9);
}

static void
show_texts(const struct sheet *s, const char *const *texts, int top)
{
	const int space = FOOT_TOP - top - 200;
	PangoLayout *heading = title(s, texts[TEXT_TITLE], space);

	if (pango_layout_get_unknown_glyphs_count(heading) > 0)
		work_end(NO_LETTERS);
	top = show(s, heading, top, 1) + 34;
	set_colour(s->cairo, 0xffffff, 0.6);
	cairo_rectangle(s->cairo, MARGIN, top, INNER, 4);
	cairo_fill(s->cairo);
	if (texts[TEXT_AUTHOR][0] != '\0')
		show_line(s, texts[TEXT_AUTHOR], 46, top + 34);
	if (texts[TEXT_FOOT][0] != '\0')
		show_line(s, texts[TEXT_FOOT], 38, FOOT_TOP);
}

/* Circles that leave the page, as of water. */
static void
draw_ground(const struct sheet *s, uint32_t colour)
{
	set_colour(s->cairo, colour, 1);
	cairo_paint(s->cairo);
	set_colour(s->cairo, 0xffffff, 0.06);
	cairo_set_line_width(s->cairo, 44);
	for (int radius = 180; radius < 1300; radius += 130) {
		cairo_arc(
		    s->cairo, WIDTH * 0.94, HEIGHT * 0.86, radius, 0, 2 * G_PI);
		cairo_stroke(s->cairo);
	}
}

/* Fills the upper half of the page; what goes over is cut at both ends, most
 * of it below. */
static void
lay_picture(const struct sheet *s, const GdkPixbuf *pixels)
{
	const int width = gdk_pixbuf_get_width(pixels);
	const int height = gdk_pixbuf_get_height(pixels);
	const int channels = gdk_pixbuf_get_n_channels(pixels);
	const size_t stride = (size_t)gdk_pixbuf_get_rowstride(pixels);
	const guchar *from = gdk_pixbuf_read_pixels(pixels);
	double scale =
	    fmax((double)WIDTH / width, (double)PICTURE_HEIGHT / height);
	cairo_surface_t *image =
	    cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	uint8_t *to = cairo_image_surface_get_data(image);

	if (to == NULL)
		work_end(FAILED);
	for (int y = 0; y < height; y++) {
		uint32_t *row = (uint32_t *)(void *)(to +
		    (size_t)y * (size_t)cairo_image_surface_get_stride(image));
		const guchar *p = from + (size_t)y * stride;

		for (int x = 0; x < width; x++, p += channels)
			row[x] =
			    (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
	}
	cairo_surface_mark_dirty(image);
	cairo_rectangle(s->cairo, 0, 0, WIDTH, PICTURE_HEIGHT);
	cairo_clip(s->cairo);
	cairo_translate(s->cairo, (WIDTH - width * scale) / 2,
	    (PICTURE_HEIGHT - height * scale) / 3);
	cairo_scale(s->cairo, scale, scale);
	cairo_set_source_surface(s->cairo, image, 0, 0);
	cairo_pattern_set_filter(
	    cairo_get_source(s->cairo), CAIRO_FILTER_BILINEAR);
	cairo_pattern_set_extend(cairo_get_source(s->cairo), CAIRO_EXTEND_PAD);
	cairo_paint(s->cairo);
}

static GdkPixbuf *
sheet_pixels(const struct sheet *s)
{
	GdkPixbuf *pixels =
	    gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, WIDTH, HEIGHT);
	const uint8_t *from;
	guchar *to;

	cairo_surface_flush(s->surface);
	from = cairo_image_surface_get_data(s->surface);
	if (pixels == NULL || from == NULL)
		work_end(FAILED);
	to = gdk_pixbuf_get_pixels(pixels);
	for (size_t y = 0; y < HEIGHT; y++) {
		const uint32_t *row = (const uint32_t *)(const void *)(from +
		    y * (size_t)cairo_image_surface_get_stride(s->surface));
		guchar *p = to + y * (size_t)gdk_pixbuf_get_rowstride(pixels);

		for (size_t x = 0; x < WIDTH; x++, p += 3) {
			p[0] = row[x] >> 16 & 255;
			p[1] = row[x] >> 8 & 255;
			p[2] = row[x] & 255;
		}
	}
	return pixels;
}

/* Without a colour profile, a transparent place white. */
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
cover_prepare(void)
{
	static const char *const texts[TEXTS] = { "Aa", "Aa", "Aa", "" };
	struct sheet s;

	sheet_open(&s, "");
	show_texts(&s, texts, PICTURE_HEIGHT);
}

void
cover_draw(struct work *w)
{
	const size_t n = w->request->picture;
	struct decoder d = { .loader = NULL };
	struct sheet s;

	if (n != 0)
		decoder_open(&d, w->picture, n);
	sheet_open(&s, w->texts[TEXT_LANGUAGE]);
	draw_ground(&s, ground(w->texts[TEXT_TITLE]));
	show_texts(&s, w->texts, n != 0 ? PICTURE_HEIGHT + 60 : 220);
	close_door();
	if (n != 0)
		lay_picture(&s,
		    flat(raster_fit(
			decoder_run(&d, w->picture, n), 2 * HEIGHT)));
	raster_write(w, sheet_pixels(&s), n != 0 ? "jpeg" : NULL);
}
