// fonts - the kiosk's own fonts by file name, so that no folder of fonts is searched at the start.
#pragma once

#include <filesystem>
#include <memory>

#include "kiosk/privacy/result.hpp"

typedef struct _PangoFontMap PangoFontMap;

namespace vestibule::ui {

inline constexpr const char* kFontFolder = "/usr/share/fonts/truetype/noto";
inline constexpr const char* kFontFamily = "Noto Sans";
/// Cap height of Noto Sans in parts of its size.
inline constexpr double kCapitalOfSize = 0.714;

class Fonts {
public:
    /// Errors: NoFont, with the file that is missing.
    [[nodiscard]] static Result<Fonts> open(const std::filesystem::path& folder = kFontFolder);
    [[nodiscard]] PangoFontMap* map() const noexcept { return map_.get(); }

private:
    struct Drop {
        void operator()(PangoFontMap* map) const noexcept;
    };
    std::unique_ptr<PangoFontMap, Drop> map_;
};

}  // namespace vestibule::ui
