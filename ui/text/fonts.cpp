// fonts - a private fontconfig that knows only the files it is given.
#include "ui/text/fonts.hpp"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include <array>

namespace vestibule::ui {

namespace {
// Scripts beyond Latin, Greek and Cyrillic add their file here together with their language.
constexpr std::array kFiles{"NotoSans-Regular.ttf", "NotoSans-Bold.ttf"};
}  // namespace

void Fonts::Drop::operator()(PangoFontMap* map) const noexcept { g_object_unref(map); }

Result<Fonts> Fonts::open(const std::filesystem::path& folder) {
    FcConfig* config = FcConfigCreate();
    for (const char* name : kFiles) {
        const std::filesystem::path file = folder / name;
        std::error_code failure;
        const bool there = std::filesystem::is_regular_file(file, failure);
        if (!there || !FcConfigAppFontAddFile(config, reinterpret_cast<const FcChar8*>(file.c_str()))) {
            FcConfigDestroy(config);
            return Error{ErrorCode::NoFont, file.string()};
        }
    }
    // Pango starts fontconfig's own settings in a thread: all of the system's fonts would be read at each start, and
    // what was found be written beside the visit. With settings in force already there is nothing to start.
    FcConfigSetCurrent(config);
    Fonts fonts;
    fonts.map_.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts.map_.get()), config);
    FcConfigDestroy(config);  // the map and fontconfig hold their own references
    return fonts;
}

}  // namespace vestibule::ui
