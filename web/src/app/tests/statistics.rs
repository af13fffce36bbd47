//! Who reads figures, and that they are of what was reported.

use super::House;

#[actix_web::test]
async fn today_is_read_by_dispatcher_supervisor_and_admin_alone() {
    let house = House::open().await;
    let (hospital, path) = (&house.hospital, "/api/v1/statistics/today");
    let visitor = hospital.visitor;
    house.give_account(hospital.supervisors[0]).await;
    house.give_account(hospital.admin).await;
    for person in [visitor.nurse, visitor.engineer, hospital.screen] {
        let token = house.login(person).await;
        house.get(&token, path).await.problem(403, "forbidden");
    }
    let nurse = house.login(visitor.nurse).await;
    house.post(&nurse, "/api/v1/tickets", "k1", &house.report()).await.ok();
    for person in [visitor.dispatcher, hospital.supervisors[0], hospital.admin] {
        let token = house.login(person).await;
        let today = house.get(&token, path).await.ok();
        assert_eq!(today["half_hours"].as_array().unwrap().len(), 48);
        assert_eq!(today["like_days"].as_array().unwrap().len(), 0, "the log is young");
    }
}
