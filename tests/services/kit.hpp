// kit - a small kiosk for these tests: speaks with the services as the page says, over real TLS.
#pragma once

#include <httplib.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tests/sandbox/sandbox.hpp"

namespace vestibule::services {

using Json = nlohmann::json;
using Fields = std::vector<std::pair<std::string, std::string>>;

struct Reply {
    int status = 0;  ///< 0: no whole answer came
    Json body;
    std::string text;
    httplib::Error error = httplib::Error::Success;
};

/// Connections to one sandbox. Kept alive, as the kiosk's are.
class Kiosk {
public:
    explicit Kiosk(const sandbox::Sandbox& services);

    enum class Where { Clear, Idme, Relay, Portal };
    Reply get(Where where, const std::string& path, const std::string& bearer = {});
    Reply post(Where where, const std::string& path, const Json& body, const std::string& bearer = {});
    Reply form(Where where, const std::string& path, const Fields& fields);
    Reply put_picture(const std::string& path, const std::string& jpeg, const std::string& bearer);
    Reply remove(Where where, const std::string& path, const std::string& bearer = {});

    [[nodiscard]] const sandbox::Sandbox& services() const { return services_; }

private:
    httplib::SSLClient& client(Where where);
    const sandbox::Sandbox& services_;
    httplib::SSLClient clear_, idme_, relay_, portal_;
};

/// A capture session as the kiosk leads it; each step returns what the relay answered.
class Visit {
public:
    Visit(Kiosk& kiosk, sandbox::Sandbox& services, std::string provider);

    Reply step(const std::string& name, const Json& body) {
        return kiosk_.post(Kiosk::Where::Relay, path_ + "/" + name, body, token_);
    }
    Reply consent();
    Reply account(const std::string& email, const std::string& phone, const std::string& password = {});
    Reply code(const std::string& channel, const std::string& code) {
        return step("codes", {{"channel", channel}, {"code", code}});
    }
    /// Both codes, from the outbox.
    void confirm(const std::string& email, const std::string& phone);
    Reply person(const std::string& given_names, const std::string& family_name, const std::string& birth_date);
    Reply media(const std::string& kind, const std::string& jpeg) {
        return kiosk_.put_picture(path_ + "/media/" + kind, jpeg, token_);
    }
    Reply look() { return kiosk_.get(Kiosk::Where::Relay, path_, token_); }
    Reply drop() { return kiosk_.remove(Kiosk::Where::Relay, path_, token_); }
    /// Submits and waits; the last answer.
    Reply decision(const std::string& document);
    /// Exchanges an authorization code.
    Reply exchange(const std::string& code, const std::string& verifier);

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] const std::string& verifier() const { return verifier_; }
    [[nodiscard]] const std::string& nonce() const { return nonce_; }

private:
    Kiosk& kiosk_;
    sandbox::Sandbox& services_;
    std::string provider_, path_, token_, verifier_, nonce_;
};

/// An id_token for somebody, by the hand-off to their phone; a new one each time.
std::string id_token_of(Kiosk& kiosk, sandbox::Sandbox& services, const std::string& email);

/// The claims of a token whose RS256 signature is right by these keys; null if it is not.
Json verified_claims(const std::string& token, const Json& jwks);

}  // namespace vestibule::services
