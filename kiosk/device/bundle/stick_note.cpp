// stick_note - one small file in the runtime folder.
#include <nlohmann/json.hpp>

#include "kiosk/device/bundle/note_file.hpp"
#include "kiosk/device/bundle/stick.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/os/visit_gate.hpp"

namespace vestibule::device {

using nlohmann::json;

Result<void> leave_note(const std::filesystem::path& runtime, const StickNote& note) {
    if (!StaffHere::is_seen(runtime)) return {};
    const json object{{"good", note.good},
                      {"serial", note.serial},
                      {"code", static_cast<int>(note.code)},
                      {"detail", note.detail.substr(0, 600)}};
    return replace_file(runtime / kStickNote, object.dump(-1, ' ', true, json::error_handler_t::replace));
}

std::optional<StickNote> take_note(const std::filesystem::path& runtime) {
    const auto object = read_note(runtime / kStickNote);
    std::error_code error;
    std::filesystem::remove(runtime / kStickNote, error);
    if (!object) return std::nullopt;
    return StickNote{.good = part_of(*object, "good", false),
                     .serial = part_of(*object, "serial", 0),
                     .code = static_cast<ErrorCode>(part_of(*object, "code", 0)),
                     .detail = part_of(*object, "detail", std::string())};
}

}  // namespace vestibule::device
