// device_id - one small file, made once, by whoever is first.
#include "kiosk/device/bundle/device_id.hpp"

#include <fmt/format.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>

#include "kiosk/device/bundle/manifest.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLength = 16;
constexpr const char* kDraft = "device-id.draft";

std::string without_end(std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

Result<std::string> of_machine(const fs::path& machine_id_file) {
    Result<std::string> machine = read_text(machine_id_file);
    if (!machine) return machine;
    const std::string id = without_end(*machine);
    if (id.empty()) return Error{ErrorCode::FileUnreadable, machine_id_file.string() + ": it is empty"};
    return sha256_hex("vestibule device id of " + id).substr(0, kLength);
}

Result<std::string> at_random() {
    std::array<unsigned char, kLength / 2> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
        return Error{ErrorCode::KeyUnusable, "no random numbers for a device id"};
    }
    std::string id;
    for (const unsigned char byte : bytes) id += fmt::format("{:02x}", byte);
    return id;
}

Result<std::string> read_id(const fs::path& file) {
    auto text = read_text(file);
    if (!text) return text;
    std::string id = without_end(std::move(text).value());
    const bool good = id.size() == kLength && id.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!good) {
        return Error{ErrorCode::BadConfiguration,
                     fmt::format("{}: expected {} hexadecimal digits", file.string(), kLength)};
    }
    return id;
}

}  // namespace

Result<std::string> device_id(const fs::path& state, const fs::path& machine_id_file) {
    const fs::path file = state / kDeviceIdName;
    std::error_code error;
    if (fs::exists(file, error)) return read_id(file);
    const bool known = fs::exists(state / "device.crt", error) || fs::exists(state / "site", error);
    auto fresh = known ? of_machine(machine_id_file) : at_random();
    if (!fresh) return fresh;
    fs::create_directories(state, error);
    // Whole before it has its name, and never in another's place: of two who ask at once, one is first.
    if (Result<void> put = replace_file(state / kDraft, *fresh + "\n"); !put) return std::move(put).error();
    fs::create_hard_link(state / kDraft, file, error);
    std::error_code ignored;
    fs::remove(state / kDraft, ignored);
    return read_id(file);
}

}  // namespace vestibule::device
