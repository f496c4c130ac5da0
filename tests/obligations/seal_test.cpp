// seal_test - sealing as RFC 9180 has it, and parcels that come back whole or not at all.
#include <gtest/gtest.h>

#include <random>

#include "kiosk/device/journal/entry.hpp"
#include "kiosk/device/obligations/parcel.hpp"

namespace vestibule::device {
namespace {

using journal::Key;
using journal::KeyKind;

Bytes from(std::string_view text) {
    return journal::from_hex(text, text.size() / 2).value();
}
std::string text_of(const privacy::SecretBytes& bytes) {
    return {bytes.reveal().begin(), bytes.reveal().end()};
}

TEST(Seal, OpensTheExampleOfTheRfc) {  // RFC 9180, A.1.1
    const auto key = Key::from_raw_private(from("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8"),
                                           KeyKind::X25519);
    ASSERT_TRUE(key.ok());
    Bytes sealed = from("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431");
    const Bytes text =
        from("f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a");
    sealed.insert(sealed.end(), text.begin(), text.end());
    const Bytes info = from("4f6465206f6e2061204772656369616e2055726e"), context = from("436f756e742d30");
    const auto opened = unseal(*key, info, context, sealed, Cipher::Aes128Gcm);
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(text_of(*opened), "Beauty is truth, truth beauty");
}

class Sealed : public ::testing::Test {
protected:
    Key key_ = std::move(Key::make(KeyKind::X25519)).value();
    Key other_ = std::move(Key::make(KeyKind::X25519)).value();
};

TEST_F(Sealed, OpensOnlyWithItsKeyItsContextAndUnaltered) {
    const Bytes sealed = *seal(key_, bytes_of("info"), bytes_of("context"), bytes_of("a token"));
    EXPECT_EQ(text_of(*unseal(key_, bytes_of("info"), bytes_of("context"), sealed)), "a token");
    EXPECT_FALSE(unseal(other_, bytes_of("info"), bytes_of("context"), sealed).ok());
    EXPECT_FALSE(unseal(key_, bytes_of("inf0"), bytes_of("context"), sealed).ok());
    EXPECT_FALSE(unseal(key_, bytes_of("info"), bytes_of("c0ntext"), sealed).ok());
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        Bytes altered = sealed;
        altered[i] ^= 1;
        EXPECT_FALSE(unseal(key_, bytes_of("info"), bytes_of("context"), altered).ok()) << i;
        EXPECT_FALSE(unseal(key_, bytes_of("info"), bytes_of("context"), View(sealed).first(i)).ok()) << i;
    }
    EXPECT_NE(*seal(key_, bytes_of("info"), bytes_of("context"), bytes_of("a token")), sealed)
        << "never the same twice";
}

net::Request example() {
    net::Request request;
    request.method = net::Method::Post;
    request.url = "https://records.example/v1/searches/abc";
    request.content_type = "application/json";
    request.bearer = privacy::secret("secret-token");
    constexpr std::string_view kBody = "{\"decision\":\"deny\"}";
    request.body = privacy::SecretBytes(privacy::WipedBytes(kBody.begin(), kBody.end()));
    return request;
}

TEST_F(Sealed, RequestComesBackWhole) {
    const Bytes sealed = *seal_request(key_, journal::Duty::DropSearch, example());
    const auto opened = open_request(key_, journal::Duty::DropSearch, sealed);
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(opened->method, net::Method::Post);
    EXPECT_EQ(opened->url, example().url);
    EXPECT_EQ(opened->content_type, "application/json");
    EXPECT_EQ(privacy::view(opened->bearer), "secret-token");
    EXPECT_EQ(text_of(opened->body), "{\"decision\":\"deny\"}");
    EXPECT_FALSE(open_request(key_, journal::Duty::RevokeToken, sealed).ok()) << "another duty's";
    net::Request longer = example();
    longer.url += "/def";
    EXPECT_EQ(seal_request(key_, journal::Duty::DropSearch, longer)->size(), sealed.size()) << "the size tells nothing";
}

TEST(Parcel, OfRubbishIsAnError) {
    const privacy::SecretBytes good = pack(example());
    std::mt19937 random(7);
    for (int i = 0; i < 20'000; ++i) {
        privacy::WipedBytes bytes = good.reveal();
        for (int change = 0; change < 3; ++change) bytes[random() % 160] = static_cast<std::uint8_t>(random());
        if (random() % 2 == 0) bytes.resize(random() % bytes.size());
        (void)unpack(privacy::SecretBytes(std::move(bytes))).ok();
    }
    EXPECT_FALSE(unpack(privacy::SecretBytes()).ok());
    EXPECT_TRUE(unpack(good).ok());
}

}  // namespace
}  // namespace vestibule::device
