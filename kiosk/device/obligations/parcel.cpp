// parcel - the parts one after the other, each after its length, filled up so that the size tells nothing.
#include "kiosk/device/obligations/parcel.hpp"

namespace vestibule::device {

namespace {

constexpr std::uint8_t kForm = 1;
constexpr std::size_t kFilledTo_bytes = 512, kLongest_bytes = std::size_t{64} * 1024;
constexpr std::string_view kInfo = "vestibule obligation 1";

void put(privacy::WipedBytes& out, View part) {
    for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(part.size() >> shift));
    out.insert(out.end(), part.begin(), part.end());
}

/// Takes parts out; after the first that does not fit, everything is wrong.
class Parts {
public:
    explicit Parts(View bytes) : left_(bytes) {}
    std::string_view next() {
        std::size_t size = 0;
        for (std::size_t b = 0; b < 4 && left_.size() >= 4; ++b) size = size << 8U | left_[b];
        if (left_.size() < 4 || size > left_.size() - 4) {
            good_ = false;
            return {};
        }
        const std::string_view part(reinterpret_cast<const char*>(left_.data()) + 4, size);
        left_ = left_.subspan(4 + size);
        return part;
    }
    [[nodiscard]] bool good() const { return good_; }

private:
    View left_;
    bool good_ = true;
};

}  // namespace

privacy::SecretBytes pack(const net::Request& request) {
    privacy::WipedBytes out{kForm, static_cast<std::uint8_t>(request.method)};
    put(out, bytes_of(request.url));
    put(out, bytes_of(request.content_type));
    put(out, bytes_of(privacy::view(request.bearer)));
    put(out, request.body.reveal());
    out.resize((out.size() + kFilledTo_bytes - 1) / kFilledTo_bytes * kFilledTo_bytes);
    return privacy::SecretBytes(std::move(out));
}

Result<net::Request> unpack(const privacy::SecretBytes& packed) {
    const View bytes = packed.reveal();
    const Error wrong{ErrorCode::NotSealed, std::to_string(bytes.size()) + " bytes of another form"};
    if (bytes.size() < 2 || bytes.size() > kLongest_bytes || bytes[0] != kForm ||
        bytes[1] > static_cast<std::uint8_t>(net::Method::Delete)) {
        return wrong;
    }
    Parts parts(bytes.subspan(2));
    net::Request request;
    request.method = static_cast<net::Method>(bytes[1]);
    request.url = parts.next();
    request.content_type = parts.next();
    request.bearer = privacy::secret(parts.next());
    const View body = bytes_of(parts.next());
    request.body = privacy::SecretBytes(privacy::WipedBytes(body.begin(), body.end()));
    if (!parts.good()) return wrong;
    return request;
}

Result<Bytes> seal_request(const journal::Key& to, journal::Duty duty, const net::Request& request) {
    const std::array<std::uint8_t, 1> context{static_cast<std::uint8_t>(duty)};
    return seal(to, bytes_of(kInfo), context, pack(request).reveal());
}

Result<net::Request> open_request(const journal::Key& key, journal::Duty duty, View sealed) {
    const std::array<std::uint8_t, 1> context{static_cast<std::uint8_t>(duty)};
    const auto packed = unseal(key, bytes_of(kInfo), context, sealed);
    if (!packed) return packed.error();
    return unpack(*packed);
}

}  // namespace vestibule::device
