// play - a patient at the kiosk: the passages of a visit that the scenarios are made of.
#pragma once

#include <functional>
#include <string>

#include "tests/automation/kiosk.hpp"
#include "tests/sandbox/sandbox.hpp"

namespace vestibule::flows {

/// A synthetic patient, as they would type.
struct Persona {
    std::string email = "alex.sample@example.org";
    std::string phone = "(415) 555-0114", phone_e164 = "+14155550114";
    std::string password = "correct horse 44";
    std::string given = "Alex Quill", family = "Sample", birth = "03/14/1958";
    std::string street = "789 E Oak St", city = "Anytown";
};

enum class Provider { IdMe, Clear };
enum class Document { License, Passport };

class Play {
public:
    using Seen = std::function<void(const std::string& step)>;

    /// `simulated`: the camera can be steered; a file shows what it shows.
    Play(sandbox::Sandbox& services, automation::Kiosk& kiosk, bool simulated, Seen seen)
        : services_(services), kiosk_(kiosk), simulated_(simulated), seen_(std::move(seen)) {}

    [[nodiscard]] automation::Kiosk& kiosk() { return kiosk_; }
    [[nodiscard]] sandbox::Sandbox& services() { return services_; }

    /// Waits for the step, settled, and reports it.
    void arrive(const std::string& step, std::chrono::seconds patience = std::chrono::seconds(60));
    void report(const std::string& what) { seen_(what); }
    void press(const std::string& id) { kiosk_.press(id); }

    // Passages; each begins on the screen where the one before ends.
    void begin(Provider provider);                                  // Welcome .. ChooseHow
    void choose_here();                                             // ChooseHow .. AccountKind
    void new_account(const Persona& who, Provider provider);        // AccountKind .. ChooseDocument
    void sign_in(const Persona& who, Provider provider);            // AccountKind .. Verified
    void to_the_camera();                                           // Welcome .. a picture of the document's camera
    void take(const std::string& step, const std::string& review);  // a capture step .. its review
    void take_pictures(Document document);                          // ChooseDocument .. CheckDetails
    void check_details();                                           // CheckDetails .. Verifying or further
    void verified();                                                // .. Verified
    void search();                                                  // Verified .. Places
    void sign_in_to_first_place(bool allow_sharing);                // Places .. Places
    void share();                                                   // Places .. Done
    void finish();                                                  // Done .. Erased
    void wait_for_erased();
    /// The code that is shown for the patient's own phone.
    std::string code_on_screen();

private:
    sandbox::Sandbox& services_;
    automation::Kiosk& kiosk_;
    bool simulated_;
    Seen seen_;
};

}  // namespace vestibule::flows
