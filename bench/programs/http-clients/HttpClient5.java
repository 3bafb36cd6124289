import java.io.FileInputStream;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.SSLConnectionSocketFactory;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.ssl.SSLContexts;

/**
 * Signs in, refreshes three times, signs out, and refreshes once more.
 * java HttpClient5.java https://crm.example.com CERTIFICATES; prints the status of each response.
 */
public class HttpClient5 {
    public static void main(String[] words) throws Exception {
        var keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null);
        try (var pem = new FileInputStream(words[1])) {
            keys.setCertificateEntry("root", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var trust = new SSLConnectionSocketFactory(SSLContexts.custom().loadTrustMaterial(keys, null).build());
        var connections = PoolingHttpClientConnectionManagerBuilder.create().setSSLSocketFactory(trust).build();
        try (var client = HttpClients.custom().setConnectionManager(connections).build()) {
            post(client, words[0], "login", "{\"email\":\"ada@example.com\",\"password\":\"correct horse battery\"}");
            for (var endpoint : new String[] {"refresh", "refresh", "refresh", "logout", "refresh"}) post(client, words[0], endpoint, "");
        }
    }

    private static void post(CloseableHttpClient client, String url, String endpoint, String body) throws Exception {
        var request = new HttpPost(url + "/api/auth/" + endpoint);
        request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        try (var response = client.execute(request)) {
            EntityUtils.consume(response.getEntity());
            System.out.println(response.getCode());
        }
    }
}
