/*
 * Covers, 1000 by 1600 pixels: the picture fills the upper half, or the title
 * begins there; author and source below.  The title is as large as fits, so
 * that it is legible in a list of books.
 */
#include "work.h"

#include <pango/pangocairo.h>
#include <string.h>

enum {
	WIDTH = PICTURE_WIDTH,
	HEIGHT = 1600,
	MARGIN = 90,
	INNER = WIDTH - 2 * MARGIN,
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

/* The upper half of the page. */
static void
lay_picture(const struct sheet *s, const uint8_t *rgb)
{
	const size_t stride =
	    (size_t)cairo_image_surface_get_stride(s->surface);
	uint8_t *to;

	cairo_surface_flush(s->surface);
	to = cairo_image_surface_get_data(s->surface);
	for (size_t y = 0; y < PICTURE_HEIGHT; y++) {
		uint32_t *row = (uint32_t *)(void *)(to + y * stride);

		for (size_t x = 0; x < PICTURE_WIDTH; x++, rgb += 3)
			row[x] = (uint32_t)rgb[0] << 16 |
			    (uint32_t)rgb[1] << 8 | rgb[2];
	}
	cairo_surface_mark_dirty(s->surface);
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

void
cover_draw(struct work *w)
{
	struct sheet s;

	sheet_open(&s, w->texts[TEXT_LANGUAGE]);
	draw_ground(&s, ground(w->texts[TEXT_TITLE]));
	if (w->picture != NULL)
		lay_picture(&s, w->picture);
	show_texts(
	    &s, w->texts, w->picture != NULL ? PICTURE_HEIGHT + 60 : 220);
	raster_write(w, sheet_pixels(&s), w->picture != NULL ? "jpeg" : NULL);
}
