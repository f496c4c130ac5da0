// source - reads a camera's source text.
#include "drivers/camera/opencv/source.hpp"

#include <algorithm>

namespace vestibule::drivers {

Result<ParsedSource> parse_source(std::string_view text) {
    using Kind = ParsedSource::Kind;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!text.empty() && text.size() <= 3 && std::all_of(text.begin(), text.end(), digit)) {
        return ParsedSource{.kind = Kind::Device, .where = "/dev/video" + std::string(text)};
    }
    constexpr std::pair<std::string_view, Kind> kinds[] = {
        {"v4l2:", Kind::Device}, {"file:", Kind::Film}, {"folder:", Kind::Folder}, {"gstreamer:", Kind::Pipeline}};
    for (const auto& [prefix, kind] : kinds) {
        if (!text.starts_with(prefix) || text.size() == prefix.size()) continue;
        ParsedSource source{.kind = kind, .where = std::string(text.substr(prefix.size()))};
        constexpr std::string_view once = "?once";
        if (kind == Kind::Film && source.where.ends_with(once)) {
            source.where.resize(source.where.size() - once.size());
            source.repeat = false;
        }
        return source;
    }
    return Error{ErrorCode::CameraMissing, "the source is none of N, v4l2:, file:, folder:, gstreamer:"};
}

std::string for_role(std::string_view text, CameraRole role) {
    constexpr std::string_view mark = "{role}";
    std::string out(text);
    for (auto at = out.find(mark); at != std::string::npos; at = out.find(mark, at)) {
        out.replace(at, mark.size(), role == CameraRole::Document ? "document" : "face");
    }
    return out;
}

}  // namespace vestibule::drivers
