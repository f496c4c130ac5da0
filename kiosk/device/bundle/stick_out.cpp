// stick_out - the folder that waits, the writing, the note; each step is one that a pulled stick may come between.
#include "kiosk/device/bundle/stick_out.hpp"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "kiosk/device/bundle/note_file.hpp"
#include "kiosk/device/os/part_file.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/os/visit_gate.hpp"

namespace vestibule::device {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kReady = "ready";  // comes last: from then on the files count
constexpr std::size_t kNameLongest = 80;

/// What a FAT stick takes, and nothing that leads out of its folder.
bool plain_name(const std::string& name) {
    return !name.empty() && name.size() <= kNameLongest && name.front() != '.' &&
           std::all_of(name.begin(), name.end(),
                       [](unsigned char c) { return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_'; });
}

Error failed(const std::string& name, const std::string& why) {
    return {ErrorCode::StickFailed, name + ": " + why};
}

Result<void> leave(const fs::path& runtime, const StickWritten& note) {
    const json object{{"good", note.good},
                      {"released", note.released},
                      {"files", note.files},
                      {"detail", note.detail.substr(0, 600)}};
    return replace_file(runtime / kStickWritten, object.dump(-1, ' ', true, json::error_handler_t::replace));
}

Result<std::vector<std::string>> write_all(const fs::path& folder, const fs::path& waiting) {
    std::vector<std::string> names;
    std::uintmax_t size = 0;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(waiting, error)) {
        if (entry.path().filename() == kReady) continue;
        names.push_back(entry.path().filename().string());
        size += entry.file_size(error);
    }
    std::sort(names.begin(), names.end());
    const fs::space_info space = fs::space(folder, error);
    if (size > kStickOutMost_bytes) return failed("the files", "they are larger than anything that leaves a kiosk");
    if (!error && space.available < size) return failed("the stick", "there is no room on it");
    for (const std::string& name : names) {
        const auto bytes = read_text(waiting / name);
        if (!bytes) return failed(name, bytes.error().context);
        if (Result<void> written = put_file(folder / name, *bytes); !written)
            return failed(name, written.error().context);
    }
    return names;
}

}  // namespace

Result<void> load_stick(const fs::path& runtime, const std::map<std::string, std::string>& files) {
    drop_stick(runtime);
    std::error_code error;
    fs::create_directories(runtime / kStickOut, error);
    fs::permissions(runtime / kStickOut, fs::perms::owner_all, error);
    if (error) return Error{ErrorCode::FileUnreadable, (runtime / kStickOut).string() + ": " + error.message()};
    for (const auto& [name, bytes] : files) {
        if (!plain_name(name)) return Error{ErrorCode::FileUnreadable, "a stick takes no such name"};
        if (Result<void> kept = write_private_file(runtime / kStickOut / name, bytes); !kept) return kept;
    }
    return write_private_file(runtime / kStickOut / kReady, "");
}

void drop_stick(const fs::path& runtime) {
    std::error_code error;
    fs::remove_all(runtime / kStickOut, error);
    fs::remove(runtime / kStickWritten, error);
}

bool stick_is_awaited(const fs::path& runtime) {
    std::error_code error;
    return fs::exists(runtime / kStickOut / kReady, error) && StaffHere::is_seen(runtime);
}

Result<std::optional<StickWritten>> write_stick(const fs::path& folder, const fs::path& runtime) {
    if (!stick_is_awaited(runtime)) return std::optional<StickWritten>();
    StickWritten note;
    auto names = write_all(folder, runtime / kStickOut);
    if (names) {
        note.good = true;
        note.files = std::move(names).value();
    } else {
        note.detail = names.error().sentence();
    }
    if (Result<void> left = leave(runtime, note); !left) return std::move(left).error();
    if (!note.good) return std::move(names).error();
    return std::optional(std::move(note));
}

Result<void> tell_released(const fs::path& runtime) {
    auto note = stick_written(runtime);
    if (!note || note->released) return {};
    note->released = true;
    return leave(runtime, *note);
}

std::optional<StickWritten> stick_written(const fs::path& runtime) {
    const auto object = read_note(runtime / kStickWritten);
    if (!object) return std::nullopt;
    StickWritten note{.good = part_of(*object, "good", false),
                      .released = part_of(*object, "released", false),
                      .files = {},
                      .detail = part_of(*object, "detail", std::string())};
    for (const json& name : part_of(*object, "files", json::array())) {
        if (name.is_string()) note.files.push_back(name.get<std::string>());
    }
    return note;
}

}  // namespace vestibule::device
