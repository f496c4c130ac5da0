// stick_update - the mark that it is awaited, the copy part by part, the note after each.
#include "kiosk/device/bundle/stick_update.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "kiosk/device/bundle/note_file.hpp"
#include "kiosk/device/bundle/stick.hpp"
#include "kiosk/device/os/part_file.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/os/visit_gate.hpp"

namespace vestibule::device {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kPart_bytes = std::size_t{4} << 20U;
/// Left free beside it: journal, results and what services must still be told have room while it lies there.
constexpr std::uintmax_t kSpare_bytes = std::uintmax_t{16} << 20U;

Result<void> leave(const fs::path& runtime, const UpdateTaken& note) {
    const json object{{"good", note.good},
                      {"released", note.released},
                      {"over", note.over},
                      {"percent", note.percent},
                      {"detail", note.detail.substr(0, 600)}};
    return replace_file(runtime / kUpdateTaken, object.dump(-1, ' ', true, json::error_handler_t::replace));
}

void remove_copy(const fs::path& state) {
    std::error_code error;
    fs::remove(stick_update_file(state), error);
}

Result<void> copy(const fs::path& from, const fs::path& runtime, const fs::path& state) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(from, error);
    if (error || size == 0) return Error{ErrorCode::StickFailed, "the stick: the update is empty or cannot be read"};
    const fs::space_info space = fs::space(state, error);
    if (!error && space.available < size + kSpare_bytes)
        return Error{ErrorCode::StoreFailed, fmt::format("no room for an update of {} MiB", size >> 20U)};
    std::ifstream stream(from, std::ios::binary);
    std::string part(kPart_bytes, '\0');
    UpdateTaken note;
    for (std::uintmax_t done = 0; done < size;) {
        stream.read(part.data(), static_cast<std::streamsize>(std::min<std::uintmax_t>(kPart_bytes, size - done)));
        const auto came = static_cast<std::size_t>(stream.gcount());
        if (came == 0) return Error{ErrorCode::StickFailed, "the stick: it cannot be read to the update's end"};
        if (Result<void> kept = append_part(stick_update_file(state), {part.data(), came}); !kept)
            return Error{ErrorCode::StoreFailed, kept.error().context};
        done += came;
        if (!update_is_awaited(runtime)) return Error{ErrorCode::Cancelled, "nobody waits for the update any more"};
        const int percent = static_cast<int>(done * 100 / size);
        if (std::exchange(note.percent, percent) == percent) continue;
        if (Result<void> told = leave(runtime, note); !told) return told;
    }
    return {};
}

Result<fs::path> the_one(const fs::path& folder) {
    auto files = files_on_stick(folder, kUpdateEnding);
    if (!files) return std::move(files).error();
    if (files->size() == 1) return files->front();
    return Error{
        ErrorCode::FileUnreadable,
        fmt::format("the stick: {} files that end with {} at its top, one is expected", files->size(), kUpdateEnding)};
}

}  // namespace

fs::path stick_update_file(const fs::path& state) {
    return state / "update-from-stick.raucb";
}

Result<void> await_update(const fs::path& runtime, const fs::path& state) {
    drop_update(runtime, state);
    return replace_file(runtime / kUpdateAwaited, "");
}

void drop_update(const fs::path& runtime, const fs::path& state) {
    std::error_code error;
    fs::remove(runtime / kUpdateAwaited, error);
    fs::remove(runtime / kUpdateTaken, error);
    remove_copy(state);
}

bool update_is_awaited(const fs::path& runtime) {
    std::error_code error;
    return fs::exists(runtime / kUpdateAwaited, error) && StaffHere::is_seen(runtime);
}

Result<std::optional<UpdateTaken>> take_update(const fs::path& folder, const fs::path& runtime, const fs::path& state) {
    if (!update_is_awaited(runtime)) {
        if (!StaffHere::is_seen(runtime)) remove_copy(state);  // of somebody whose process did not end well
        return std::optional<UpdateTaken>();
    }
    if (update_taken(runtime)) return std::optional<UpdateTaken>();  // one was taken: that stick was another one
    if (Result<void> told = leave(runtime, {}); !told) return std::move(told).error();
    const auto file = the_one(folder);
    const Result<void> copied = file ? copy(*file, runtime, state) : file.error();
    UpdateTaken note{.good = copied.ok(), .over = true, .percent = copied ? 100 : 0};
    if (!copied) {
        note.detail = copied.error().sentence();
        remove_copy(state);
        if (!update_is_awaited(runtime)) return copied.error();  // nobody is to be told
    }
    if (Result<void> told = leave(runtime, note); !told) return std::move(told).error();
    if (!copied) return copied.error();
    return std::optional(std::move(note));
}

Result<void> tell_update_released(const fs::path& runtime) {
    auto note = update_taken(runtime);
    if (!note || note->released) return {};
    note->released = true;
    if (!note->over) {  // who copied it was ended with the stick
        note->over = true;
        note->detail = Error{ErrorCode::StickFailed, "the stick: it was pulled out too early"}.sentence();
    }
    return leave(runtime, *note);
}

std::optional<UpdateTaken> update_taken(const fs::path& runtime) {
    const auto object = read_note(runtime / kUpdateTaken);
    if (!object) return std::nullopt;
    return UpdateTaken{.good = part_of(*object, "good", false),
                       .released = part_of(*object, "released", false),
                       .over = part_of(*object, "over", false),
                       .percent = part_of(*object, "percent", 0),
                       .detail = part_of(*object, "detail", std::string())};
}

}  // namespace vestibule::device
