// enclosure - the mark in the state folder, and the order in which it and the journal are written.
#include "kiosk/device/enclosure/enclosure.hpp"

#include <fmt/chrono.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "kiosk/device/os/part_file.hpp"
#include "kiosk/device/os/state_folder.hpp"

namespace vestibule::device {

namespace {

using nlohmann::json;

std::string date(drivers::WallTime time) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", std::chrono::floor<std::chrono::seconds>(time));
}

json read_mark(const std::filesystem::path& state_folder) {
    std::ifstream stream(state_folder / kCaseMark);
    json mark = json::parse(stream, nullptr, false);
    return mark.is_object() ? mark : json::object();
}

Result<void> write_mark(const std::filesystem::path& state_folder, const std::string& since, bool told) {
    std::error_code error;
    std::filesystem::create_directories(state_folder, error);
    return replace_file(state_folder / kCaseMark, json{{"since", since}, {"told", told}}.dump() + "\n");
}

}  // namespace

bool case_was_opened(const std::filesystem::path& state_folder) {
    std::error_code error;
    return std::filesystem::exists(std::filesystem::symlink_status(state_folder / kCaseMark, error));
}

std::string case_opened_at(const std::filesystem::path& state_folder) {
    const json mark = read_mark(state_folder);
    const auto since = mark.find("since");
    return since != mark.end() && since->is_string() ? since->get<std::string>() : std::string();
}

Enclosure::Enclosure(std::filesystem::path state_folder, std::unique_ptr<drivers::Switch> cover, Ledger& ledger,
                     const drivers::Clock& clock, std::function<void(const Error&)> complain)
    : state_folder_(std::move(state_folder)),
      cover_(std::move(cover)),
      ledger_(&ledger),
      clock_(&clock),
      complain_(std::move(complain)),
      opened_(case_was_opened(state_folder_)) {
    const json kept = read_mark(state_folder_);
    const auto told = kept.find("told");
    told_ = !opened_ || (told != kept.end() && told->is_boolean() && told->get<bool>());
}

CaseStands Enclosure::look() {
    trouble_.reset();
    if (!told_) tell();
    if (!cover_) return CaseStands::NoSwitch;
    const auto closed = cover_->on();
    if (!closed) {
        trouble_ = Error{ErrorCode::SealUnreadable, closed.error().context};
        return CaseStands::Unreadable;
    }
    if (*closed) return CaseStands::Closed;
    if (!opened_) mark();
    return CaseStands::Open;
}

void Enclosure::mark() {
    opened_ = true;
    told_ = false;
    if (Result<void> kept = write_mark(state_folder_, date(clock_->wall()), false); !kept) complain_(kept.error());
    tell();
}

void Enclosure::tell() {
    const auto written = ledger_->at_once([](Store& store) { return store.append(journal::Say::case_opened()); });
    if (!written) {
        complain_(written.error());
        // A store that does not work now is asked again by the next process; a kiosk that is closed waits for nothing.
        told_ = true;
        return;
    }
    told_ = true;
    if (Result<void> kept = write_mark(state_folder_, case_opened_at(state_folder_), true); !kept)
        complain_(kept.error());
}

Result<void> Enclosure::sign_off(journal::SealReason reason, int person) {
    switch (look()) {
        case CaseStands::Open:
            return Error{ErrorCode::CaseOpened, "it is still open"};
        case CaseStands::Unreadable:
            return *trouble_;
        default:
            break;
    }
    auto written =
        ledger_->at_once([&](Store& store) { return store.append(journal::Say::case_signed_off(reason, person)); });
    if (!written) return written;
    if (case_was_opened(state_folder_)) {
        if (Result<void> gone = wipe_file(state_folder_ / kCaseMark); !gone) return gone;
    }
    opened_ = false;
    return {};
}

}  // namespace vestibule::device
