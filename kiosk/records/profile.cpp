// profile - reads the records network's profile file; all errors at once.
#include <algorithm>

#include "kiosk/device/toml_reader.hpp"
#include "kiosk/records/network.hpp"

namespace vestibule::records {

namespace {

using device::Need;
using device::TomlTable;

constexpr std::size_t kMostCategories = 32;  // the bits of ShareChoice::categories

void read_network(TomlTable table, Profile& profile) {
    table.https("url", profile.base_url, Need::Required);
    table.text("relay_name", profile.relay_name);
    table.integer("facilities_thousands", profile.facilities_thousands, 1, 10'000);
    table.range("search_minutes", profile.search_minutes_low, profile.search_minutes_high, 1, 60);
    table.texts("categories", profile.categories, Need::Required);
    if (profile.categories.size() > kMostCategories) table.problem("categories", "expected at most 32 texts");
    for (const std::string& category : profile.categories) {
        if (!category.starts_with("category."))
            table.problem("categories", "expected texts that begin with \"category.\"");
        if (std::count(profile.categories.begin(), profile.categories.end(), category) > 1) {
            table.problem("categories", "'" + category + "' stands twice");
            break;
        }
    }
}

Result<Profile> read(device::TomlReader& reader) {
    Profile profile;
    TomlTable top = reader.root();
    top.text("id", profile.id, Need::Required);
    top.text("name", profile.name, Need::Required);
    read_network(top.table("network", Need::Required), profile);
    TomlTable consent = top.table("consent", Need::Required);
    consent.text("version", profile.consent_version, Need::Required);
    consent.text("support_contact", profile.support_contact);
    consent.https("dashboard_url", profile.dashboard_url);
    if (auto finished = reader.finish(ErrorCode::BadProfile); !finished) return std::move(finished).error();
    return profile;
}

}  // namespace

Result<Profile> read_profile(const std::filesystem::path& file) {
    device::TomlReader reader(file);
    return read(reader);
}

Result<Profile> read_profile(std::string_view text, std::string name) {
    device::TomlReader reader(text, std::move(name));
    return read(reader);
}

}  // namespace vestibule::records
