// config - this kiosk's settings from one TOML file; the built-in defaults are those of the shipped file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// `settings.cpp` has the one table that says how each is read, and the reference page's words.
struct Config {
    // [facility]
    std::string facility_name = "Vestibule";
    std::string desk = "the front desk";  ///< where a person helps, in the facility's words
    std::string support_phone;            ///< whom staff call when the kiosk is out of service
    std::string logo;                     ///< PNG; empty: the facility's name stands in its place
    std::string accent;                   ///< "#RRGGBB", the light theme's own colour; empty: Vestibule's
    std::string texts;                    ///< TOML, the facility's own sentences; empty: none
    std::string country = "USA";          ///< ISO 3166-1 alpha-3: what most patients' address has
    // [display]
    double diagonal_inch = 21.5;  ///< of the actual display: sizes are millimetres
    // [language]
    std::vector<std::string> languages{"en", "es"};  ///< the first is the one that Welcome begins in
    // [camera]
    std::string document_camera = "v4l2:/dev/video0";
    std::string face_camera = "v4l2:/dev/video0";
    std::string document_position = "hand";  ///< or "tray"
    int mains_hz = 60;
    std::string face_model;          ///< empty: OpenCV's cascades find faces
    int document_focal_percent = 0;  ///< of the picture's width; 0: not measured
    std::string colours = "off";     ///< or "ask": the challenge by the screen's colours
    // [services]
    std::vector<std::string> providers{"idme", "clear"};  ///< profile names, in the order of the buttons
    std::string records = "records";
    std::string profiles = "/usr/share/vestibule/profiles";
    std::string ca_file;  ///< empty: the system's own
    std::string client_certificate = "/var/lib/vestibule/device.crt";
    std::string client_key = "/var/lib/vestibule/device.key";
    bool offline = false;  ///< this site is not connected: no service is expected to answer
    std::string proxy;  ///< http://host:port; empty: none
    /// PEM, the public half: what must still be told to a service is sealed to it; empty: nothing is kept for later.
    std::string delivery_key;
    std::string touch;  ///< of this very kiosk alone: which touch screen a technician has put in; empty: whichever
    // [devices]; empty: this kiosk has none
    std::string printer;                      ///< "/dev/usb/lp0", an ESC/POS printer
    std::string light;                        ///< "document-light", a name in /sys/class/leds
    std::string sound;                        ///< "default", an ALSA card
    int volume_percent = 60;                  ///< at which every visit begins
    std::string headphones, cover, presence;  ///< "DEVICE'S NAME" of the input device with that switch
    // [fleet]; empty: this site does without
    std::string fleet_ca_file;                  ///< of the facility's own servers; empty: `ca_file`
    std::string syslog;                         ///< "host:port"
    int enterprise = 32473;                     ///< IANA's number in the log's structured data
    std::string metrics, metrics_file;          ///< "https://host:port"; a file for node_exporter
    std::string updates;                        ///< "https://host/TENANT" of a hawkBit server
    std::string update_window = "01:00-05:00";  ///< in the kiosk's local time; empty: at any time
    // [diagnostics]
    std::string portal_probe;               ///< http:// page that shows whether a captive portal stands in the way
    std::string portal_answer = "success";  ///< what that page says
    std::vector<std::string> usb_devices;   ///< "vendor:product" of every device that belongs here; empty: not checked
    int inspection_days = 90;               ///< a person looks at the kiosk at least that often
    // [access]
    std::string access_secret = "/var/lib/vestibule/access.secret";  ///< what the staff's codes are made of
    std::vector<std::string> access_revoked;  ///< numbers of staff who are not let in any more
    std::vector<std::string> access_revoked_passes;  ///< serials of keys and codes that were lost
};

/// Reads a configuration; all errors at once, one a line, "FILE:LINE:COLUMN: ...". Errors: FileUnreadable,
/// BadConfiguration.
Result<Config> read_config(const std::filesystem::path& file);
/// The same for a text that is in memory and stands for `file`.
Result<Config> read_config(std::string_view text, const std::filesystem::path& file);

}  // namespace vestibule::device
