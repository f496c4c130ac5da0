// profiles - reads the shipped profiles as templates, one source of facts, and puts this run's addresses in.
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <toml++/toml.h>

#include "tests/sandbox/services.hpp"

namespace vestibule::sandbox {
namespace {

namespace fs = std::filesystem;

toml::table read(const fs::path& file) {
    try {
        return toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
        std::ostringstream text;
        text << error.source() << ": " << error.description();
        throw std::runtime_error(text.str());
    }
}

void write(const fs::path& file, const std::string& name, const toml::table& profile) {
    std::ofstream out(file);
    out << "# " << name << " - this run's profile, made from the shipped one.\n" << profile << "\n";
    if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

template <typename T>
T fact(const toml::table& profile, const char* path) {
    const auto value = profile.at_path(path).value<T>();
    if (!value) throw std::runtime_error(std::string("the profile lacks ") + path);
    return *value;
}

void put(toml::table& profile, const char* group, const char* name, auto value) {
    toml::table* table = profile[group].as_table();
    if (table == nullptr) throw std::runtime_error(std::string("the profile lacks ") + group);
    table->insert_or_assign(name, std::move(value));
}

void learn(Provider& provider, const toml::table& profile) {
    provider.name = fact<std::string>(profile, "name");
    provider.color = fact<std::string>(profile, "color");
    provider.client_id = fact<std::string>(profile, "oidc.client_id");
    provider.audience = fact<std::string>(profile, "oidc.audience");
    provider.ial2_claim = fact<std::string>(profile, "oidc.ial2_claim");
    provider.ial2_value = fact<std::string>(profile, "oidc.ial2_value");
    provider.asks_password = fact<bool>(profile, "asks.password");
    provider.password_minimum = static_cast<std::size_t>(fact<std::int64_t>(profile, "asks.password_minimum"));
}

/// `issuer` is both the token's issuer and the folder of the discovery document.
void make_provider(World& world, Provider& provider, const std::string& issuer) {
    const std::string file = provider.id + ".toml";
    toml::table profile = read(world.options.templates / "kiosk/identity/profiles" / file);
    learn(provider, profile);
    provider.issuer = issuer;
    const std::string relay = world.at(world.relay_port) + "/" + provider.id;
    put(profile, "oidc", "discovery_url", issuer + "/.well-known/openid-configuration");
    put(profile, "oidc", "issuer", issuer);
    put(profile, "capture", "url", relay + "/capture/v1");
    put(profile, "capture", "hosts", toml::array{"localhost:" + std::to_string(world.relay_port)});
    put(profile, "tells", "delete_account_url", world.at(world.portal_port) + "/account/" + provider.id);
    if (profile.at_path("phone.device_url")) {
        put(profile, "phone", "device_url", relay + "/device/auth");
        put(profile, "phone", "token_url", relay + "/token");
    }
    write(world.options.directory / "profiles" / file, provider.id, profile);
}

}  // namespace

void make_profiles(World& world) {
    fs::create_directories(world.options.directory / "profiles");
    make_provider(world, world.clear, world.at(world.clear_port) + "/integrations");
    make_provider(world, world.idme, world.at(world.idme_port) + "/oidc");
    toml::table records = read(world.options.templates / "kiosk/records/profiles/records.toml");
    const toml::array* categories = records.at_path("network.categories").as_array();
    if (categories == nullptr) throw std::runtime_error("the profile lacks network.categories");
    constexpr std::string_view prefix = "category.";
    for (const auto& category : *categories)
        world.categories.insert(category.value_or(std::string(prefix)).substr(prefix.size()));
    put(records, "network", "url", world.at(world.relay_port) + "/records/v1");
    put(records, "consent", "dashboard_url", world.at(world.portal_port) + "/my-sharing");
    write(world.options.directory / "profiles/records.toml", "records", records);
}

}  // namespace vestibule::sandbox
