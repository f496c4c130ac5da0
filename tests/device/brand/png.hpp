// png - small pictures for tests, written by Cairo.
#pragma once

#include <cairo.h>

#include <string>

namespace vestibule::device::testing {

/// A disc of a colour on nothing.
inline std::string png_of(int width_px, int height_px, double red = 0.04, double green = 0.36, double blue = 0.4) {
    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width_px, height_px);
    cairo_t* painter = cairo_create(surface);
    cairo_set_source_rgb(painter, red, green, blue);
    cairo_rectangle(painter, width_px / 8.0, height_px / 8.0, width_px * 0.75, height_px * 0.75);
    cairo_fill(painter);
    cairo_destroy(painter);
    std::string bytes;
    cairo_surface_write_to_png_stream(
        surface,
        [](void* to, const unsigned char* data, unsigned int length) {
            static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(data), length);
            return CAIRO_STATUS_SUCCESS;
        },
        &bytes);
    cairo_surface_destroy(surface);
    return bytes;
}

}  // namespace vestibule::device::testing
