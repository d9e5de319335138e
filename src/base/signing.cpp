#include "base/signing.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>

#include "base/file.hpp"
#include "base/hashing.hpp"

namespace parvis::base {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t key_bytes = 32, signature_bytes = 64, max_key_file_bytes = 4096;

template <class T, void (*Free)(T*)>
struct Freed {
  void operator()(T* one) const { Free(one); }
};
using Pkey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX, EVP_MD_CTX_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO, BIO_free_all>>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Pkey read_pem(const std::string& pem) {
  const Memory in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  // an empty password: a file that asks for one is refused instead of asking the terminal
  return Pkey(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, std::array<char, 1>{}.data()));
}

std::string to_pem(EVP_PKEY* key) {
  const Memory out(BIO_new(BIO_s_mem()));
  if (!out || PEM_write_bio_PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
    throw std::runtime_error("a key could not be written as PEM");
  char* text = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

// O_EXCL and the mode at creation: the key is never readable by others, and two first starts make one key.
Status write_secret(const fs::path& file, std::string_view text) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return tl::make_unexpected(file_error(errno, "create", file));
  const bool written =
      ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
  const int error = errno;
  ::close(fd);
  if (!written) {
    ::unlink(file.c_str());
    return tl::make_unexpected(file_error(error, "write", file));
  }
  return sync_folder(file.parent_path());
}

}  // namespace

struct SigningKey::Key {
  Pkey pkey;
};

SigningKey::SigningKey(std::shared_ptr<const Key> key) : key_(std::move(key)) {
  std::string raw(key_bytes, '\0');
  std::size_t size = raw.size();
  if (EVP_PKEY_get_raw_public_key(key_->pkey.get(), reinterpret_cast<unsigned char*>(raw.data()), &size) != 1)
    throw std::runtime_error("a key gives no public key");
  public_ = hex(raw);
}

SigningKey SigningKey::make() {
  Pkey pkey(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  if (!pkey) throw std::runtime_error("Ed25519 unavailable");
  return SigningKey(std::make_shared<const Key>(Key{std::move(pkey)}));
}

Result<SigningKey> SigningKey::open(const fs::path& file) {
  std::error_code error;
  if (!fs::exists(file, error)) {
    SigningKey made = make();
    const Status written = write_secret(file, to_pem(made.key_->pkey.get()));
    if (written) return made;
    if (!fs::exists(file, error)) return tl::make_unexpected(written.error());
  }
  PARVIS_TRY(pem, read_file(file, max_key_file_bytes));
  Pkey pkey = read_pem(pem);
  if (!pkey || EVP_PKEY_get_id(pkey.get()) != EVP_PKEY_ED25519)
    return fail(ErrorKind::invalid, "La clé de signature est illisible : " + file.filename().string() + ".",
                file.string(), "key_broken");
  return SigningKey(std::make_shared<const Key>(Key{std::move(pkey)}));
}

std::string SigningKey::sign(std::string_view message) const {
  const DigestContext context(EVP_MD_CTX_new());
  std::string raw(signature_bytes, '\0');
  std::size_t size = raw.size();
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_->pkey.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(raw.data()), &size, bytes_of(message),
                     message.size()) != 1)
    throw std::runtime_error("a signature could not be made");
  return hex(raw);
}

bool signature_holds(std::string_view public_key, std::string_view message, std::string_view signature) {
  const auto key = unhex(public_key);
  const auto raw = unhex(signature);
  if (!key || key->size() != key_bytes || !raw || raw->size() != signature_bytes) return false;
  const Pkey pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(*key), key->size()));
  const DigestContext context(EVP_MD_CTX_new());
  return pkey && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, pkey.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes_of(*raw), raw->size(), bytes_of(message), message.size()) == 1;
}

}  // namespace parvis::base
