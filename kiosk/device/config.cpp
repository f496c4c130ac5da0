// config - the keys of the configuration, with their types and limits.
#include "kiosk/device/config.hpp"

#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {

Result<Config> read_config(const std::filesystem::path& file) {
    Config config;
    TomlReader reader(file);
    TomlTable root = reader.root();

    TomlTable facility = root.table("facility");
    facility.text("name", config.facility_name);
    facility.text("desk", config.desk);
    facility.text("country", config.country);

    root.table("display").number("diagonal_inch", config.diagonal_inch, 7, 100);
    TomlTable language = root.table("language");
    language.choices("offered", config.languages, {"en", "es"});

    TomlTable camera = root.table("camera");
    camera.text("document", config.document_camera);
    camera.text("face", config.face_camera);

    TomlTable services = root.table("services");
    services.texts("providers", config.providers);
    services.text("records", config.records);
    services.text("profiles", config.profiles);
    services.text("ca_file", config.ca_file);
    services.text("client_certificate", config.client_certificate);
    services.text("client_key", config.client_key);
    services.text("proxy", config.proxy);
    services.text("delivery_key", config.delivery_key);
    if (config.providers.empty() || config.providers.size() > 2) {
        services.problem("providers", "expected one or two names of profiles");
    }
    if (config.languages.empty()) language.problem("offered", "expected at least one language");

    if (Result<void> finished = reader.finish(ErrorCode::BadConfiguration); !finished)
        return std::move(finished).error();
    return config;
}

}  // namespace vestibule::device
