// provider - an identity provider as the visit sees it: connection check, phone hand-off, account, pictures, id_token.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "drivers/clock/clock.hpp"
#include "kiosk/capture/capture.hpp"
#include "kiosk/identity/profile.hpp"
#include "kiosk/net/client.hpp"
#include "kiosk/net/duties.hpp"
#include "kiosk/privacy/result.hpp"
#include "kiosk/privacy/sensitive.hpp"

namespace vestibule::identity {

/// What the service said, reduced to what the journey may know: no fact of a patient, never which fact failed.
enum class Outcome : std::uint8_t {
    Ok,           // done
    Wrong,        // a code or sign-in was not right, try again
    Exhausted,    // too many wrong codes or tries
    Declined,     // the patient said no on the phone
    Expired,      // the code or session has run out
    NotVerified,  // the provider could not confirm the identity
    Retake,       // the provider wants a picture again; `retake` says which
    NoAccount,    // returning: no such account, or no earlier verification
    Unreachable,  // network or server trouble: nothing is lost, try again
    Unknown,      // it is not known whether it was carried out
    Cancelled,
};

struct Reply {
    Outcome outcome = Outcome::Ok;
    capture::Target retake = capture::Target::LicenseFront;
    std::string error;  ///< for the journal: Error::sentence(), no personal data; empty when Ok
    capture::Hint hint = capture::Hint::None;  ///< of a retake: what the patient is told to do better
};
using OnReply = std::function<void(Reply)>;
/// 0..1 of the bytes sent, then the provider's own progress where it reports one; negative: not known.
using OnPart = std::function<void(double)>;

/// What to show for a hand-off to the patient's own phone (RFC 8628).
struct PhoneCode {
    privacy::SecretText verification_uri_complete;  ///< for the QR code
    privacy::SecretText verification_uri;           ///< for typing
    privacy::SecretText user_code;
    std::chrono::seconds expires_in{600};
};
/// Comes once there is a code; when there is none, only the reply comes and says why.
using OnPhoneCode = std::function<void(Result<PhoneCode>)>;

enum class Channel : std::uint8_t { Email, Phone };

struct Consent {
    std::string text_version;
    std::string language;  ///< BCP 47
    std::string purpose;   ///< profile wording id
    std::string time;      ///< RFC 3339, UTC
};
struct Contact {
    privacy::SecretText email, phone, password;  ///< phone in E.164; password only if the profile asks for one
};
struct Person {
    privacy::SecretText given_names, family_name, birth_date;  // CCYY-MM-DD
    privacy::SecretText street, city, region, postal_code, country;
};
struct Evidence {
    std::string document;                                      ///< "driver_license", "passport", "state_id"
    capture::PicturePtr front, back, face;                     ///< back is null for a passport
    std::vector<std::pair<std::string, std::string>> found{};  ///< results of reading it, by closed names; no values
    std::vector<capture::Signal> signals{};                    ///< of the face
};

/// What a verified visit holds, after the id_token's checks: enough to search with and to show.
struct Identity {
    privacy::SecretText id_token, access_token;
    privacy::SecretText given_name, family_name, birth_date;
};

/// One patient's dealings with one provider. Calls are one at a time except cancel(); replies come on the network
/// thread. Destroying it (or forget()) tells the provider to drop an unfinished session, best effort, and wipes
/// everything.
class Session {
public:
    virtual ~Session() = default;
    virtual void start_phone(OnPhoneCode shown, OnReply done) = 0;  ///< polls until done, declined or expired

    virtual void send_consent(const Consent& consent, OnReply done) = 0;    ///< acknowledged before pictures leave
    virtual void create_account(const Contact& contact, OnReply done) = 0;  ///< then codes are on their way
    virtual void check_code(Channel channel, const privacy::SecretText& code, OnReply done) = 0;
    virtual void send_code_again(Channel channel, OnReply done) = 0;
    virtual void sign_in(const Contact& contact, OnReply done) = 0;  ///< returning: then a code by phone
    virtual void check_second_factor(const privacy::SecretText& code, OnReply done) = 0;  ///< Ok: identity() is there
    virtual void send_person(const Person& person, OnReply done) = 0;
    virtual void verify(Evidence evidence, OnPart progress,
                        OnReply done) = 0;  ///< uploads, submits, waits; Ok: identity()
    virtual void cancel() = 0;
    [[nodiscard]] virtual const Identity* identity() const = 0;  ///< null until verified
    virtual void forget() = 0;
};

/// Checks a provider's connection: discovery document, issuer, keys. Ok or Unreachable.
void check_connection(net::Client& client, const Profile& profile, OnReply done);

/// `clock` judges the token's times; `duties` keeps what the provider must be told even if this visit cannot.
std::unique_ptr<Session> make_session(net::Client& client, const Profile& profile, const drivers::Clock& clock,
                                      std::string language, net::Duties* duties = nullptr);

}  // namespace vestibule::identity
