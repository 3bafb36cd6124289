import java.io.FileInputStream;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.ssl.SSLContexts;
import org.apache.http.util.EntityUtils;

/**
 * Signs in, refreshes three times, signs out, and refreshes once more.
 * java -Dspec=standard HttpClient4.java https://crm.example.com CERTIFICATES; prints the status of each response.
 * The other rules for cookies are "default": CookieSpecs.DEFAULT and CookieSpecs.STANDARD.
 */
public class HttpClient4 {
    public static void main(String[] words) throws Exception {
        var keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null);
        try (var pem = new FileInputStream(words[1])) {
            keys.setCertificateEntry("root", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var rules = RequestConfig.custom().setCookieSpec(System.getProperty("spec")).build();
        var trust = SSLContexts.custom().loadTrustMaterial(keys, null).build();
        try (var client = HttpClients.custom().setDefaultRequestConfig(rules).setSSLContext(trust).build()) {
            post(client, words[0], "login", "{\"email\":\"ada@example.com\",\"password\":\"correct horse battery\"}");
            for (var endpoint : new String[] {"refresh", "refresh", "refresh", "logout", "refresh"}) post(client, words[0], endpoint, "");
        }
    }

    private static void post(CloseableHttpClient client, String url, String endpoint, String body) throws Exception {
        var request = new HttpPost(url + "/api/auth/" + endpoint);
        request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        try (var response = client.execute(request)) {
            EntityUtils.consume(response.getEntity());
            System.out.println(response.getStatusLine().getStatusCode());
        }
    }
}
