// brand - a logo and sentences out of a bundle that somebody signed without looking.
#include <cstdlib>

#include "kiosk/device/brand/logo.hpp"
#include "kiosk/device/brand/texts.hpp"
#include "tests/device/brand/png.hpp"
#include "tests/fuzz/target.hpp"

std::vector<std::string> seeds() {
    using vestibule::device::testing::png_of;
    return {"L" + png_of(64, 32), "L" + png_of(120, 40, 1, 0, 0),
            "T[en]\nwelcome = \"Welcome\"\nnotice = \"Closed \\u202E on Friday\"\n[es]\nwelcome = \"Bienvenido\"\n",
            "T[en]\ndesk = \"the desk\"\nhelp = \"Call 555-0100\"\ngoodbye = \"é\"\n"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vestibule::device;
    if (size == 0) return 0;
    const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (data[0] == 'L') {
        const auto logo = read_logo(rest, "logo.png");
        if (!logo) return 0;
        const auto pixels = static_cast<std::size_t>(logo->width_px) * static_cast<std::size_t>(logo->height_px);
        if (logo->pixels.size() != pixels || logo->width_px > kLogoMostWidth_px) std::abort();
        return 0;
    }
    const auto texts = read_site_texts(rest, "texts.toml", {"en"});
    if (!texts) return 0;
    for (const SiteTextEntry& entry : kSiteTexts) {
        const std::string_view words = site_text(*texts, "en", entry.text);
        // At most four bytes a character, and no line breaks.
        if (words.size() > entry.longest * 4 || words.find('\n') != std::string_view::npos) std::abort();
    }
    return 0;
}
