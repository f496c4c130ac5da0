// local - the file STATE/local.toml.
#include "kiosk/device/local.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/proxy.hpp"
#include "kiosk/device/toml_reader.hpp"
#include "kiosk/device/toml_text.hpp"

namespace vestibule::device {

namespace {

struct Part {
    const char* key;
    std::string LocalSettings::*member;
};
constexpr const char* kFocal = "document_focal_percent";
constexpr int kFocalHighest = 400;

constexpr std::array kParts{
    Part{"name", &LocalSettings::name},
    Part{"place", &LocalSettings::place},
    Part{"language", &LocalSettings::language},
    Part{"document_camera", &LocalSettings::document_camera},
    Part{"face_camera", &LocalSettings::face_camera},
    Part{"proxy", &LocalSettings::proxy},
    Part{"touch", &LocalSettings::touch},
    Part{"printer", &LocalSettings::printer},
};

bool no_control(const std::string& text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7F'; });
}

Result<LocalSettings> read(TomlReader& reader) {
    TomlTable top = reader.root();
    LocalSettings local;
    for (const Part& part : kParts) {
        std::string& value = local.*(part.member);
        top.text(part.key, value);
        if (!no_control(value)) top.problem(part.key, "a character that cannot be shown");
    }
    top.integer(kFocal, local.document_focal_percent, 0, kFocalHighest);
    for (const char* key : {"name", "place"}) {
        const std::string& value = key[0] == 'n' ? local.name : local.place;
        if (value.size() > kLabelLongest) top.problem(key, fmt::format("at most {} bytes", kLabelLongest));
    }
    if (!local.proxy.empty() && !read_proxy(local.proxy)) top.problem("proxy", "expected http://host:port");
    if (Result<void> good = reader.finish(ErrorCode::BadConfiguration); !good) return std::move(good).error();
    return local;
}

}  // namespace

Result<LocalSettings> read_local(const std::filesystem::path& state) {
    std::error_code error;
    if (!std::filesystem::exists(state / kLocalName, error)) return LocalSettings{};
    TomlReader reader(state / kLocalName);
    return read(reader);
}

Result<void> keep_local(const std::filesystem::path& state, const LocalSettings& local) {
    std::string text;
    for (const Part& part : kParts) {
        const std::string& value = local.*(part.member);
        if (!value.empty()) text += fmt::format("{} = {}\n", part.key, toml_text(value));
    }
    if (local.document_focal_percent != 0) text += fmt::format("{} = {}\n", kFocal, local.document_focal_percent);
    TomlReader again(text, kLocalName);
    if (const auto good = read(again); !good) return good.error();
    std::error_code error;
    std::filesystem::create_directories(state, error);
    return replace_file(state / kLocalName, text);
}

Config with_local(Config config, const LocalSettings& local) {
    const auto lay = [](const std::string& own, std::string& setting) {
        if (!own.empty()) setting = own;
    };
    lay(local.document_camera, config.document_camera);
    lay(local.face_camera, config.face_camera);
    lay(local.proxy, config.proxy);
    lay(local.touch, config.touch);
    lay(local.printer, config.printer);
    if (local.document_focal_percent != 0) config.document_focal_percent = local.document_focal_percent;
    auto& offered = config.languages;
    const auto first = std::find(offered.begin(), offered.end(), local.language);
    if (first != offered.end()) std::rotate(offered.begin(), first, first + 1);
    return config;
}

}  // namespace vestibule::device
